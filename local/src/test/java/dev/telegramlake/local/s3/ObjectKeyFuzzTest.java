package dev.telegramlake.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Keys of objects.
final class ObjectKeyFuzzTest {
    private static final Path DIRECTORY = Path.of("/data/s3");
    private static final ObjectPaths PATHS = new ObjectPaths(DIRECTORY);

    @FuzzTest
    void aKeyHasAFileOfItsOwnInItsBucketOrIsTooLong(byte[] bytes) {
        String key = new String(bytes, StandardCharsets.UTF_8);
        aNameIsThatOfOneKeyOrOfNone(key.replace("/", ""));
        String name;
        try {
            name = KeyFileNames.encode(key);
        } catch (IllegalArgumentException e) {
            assertThatThrownBy(() -> PATHS.file("bucket", key))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refused -> assertThat(refused.statusCode()).isEqualTo(400));
            return;
        }

        assertThat(KeyFileNamesTest.decoded(name)).isEqualTo(key);
        Path bucket = DIRECTORY.resolve("bucket");
        Path file = PATHS.file("bucket", key);
        assertThat(file.normalize().equals(file) && file.startsWith(bucket) && !file.equals(bucket))
                .as(name)
                .isTrue();
        assertThat(name).matches("[ -~]+");
        for (String part : name.split("/", -1)) {
            assertThat(part).isNotEmpty().doesNotStartWith(".").hasSizeLessThanOrEqualTo(255);
        }
    }

    private static void aNameIsThatOfOneKeyOrOfNone(String name) {
        if (name.length() > KeyFileNames.MAX_NAME_BYTES) {
            return; // no file has it
        }
        KeyFileNames.decode(name).ifPresent(part -> {
            String key = part.text() + (part.isFolder() ? "/x.y" : "");
            if (!key.isEmpty() && key.getBytes(StandardCharsets.UTF_8).length <= KeyFileNames.MAX_KEY_BYTES) {
                assertThat(KeyFileNames.encode(key)).isEqualTo(part.isFolder() ? name + "/x.y" : name);
            }
        });
    }
}
