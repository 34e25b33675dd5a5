package dev.telegramlake.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VendorTest {
    @ParameterizedTest
    @ValueSource(strings = {"vega.min.js", "vega-lite.min.js", "vega-interpreter.js"})
    void aFileOfOthersIsTheOneThatTheListNames(String file) throws IOException, NoSuchAlgorithmException {
        Path vendor = Path.of("vendor");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(vendor.resolve(file)));

        assertThat(Files.readString(vendor.resolve("README.md")).lines())
                .anyMatch(line -> line.startsWith("| `" + file + "`")
                        && line.contains(HexFormat.of().formatHex(digest)));
    }
}
