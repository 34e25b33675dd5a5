package dev.telegramlake.local.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set before each test
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("secret");
    }

    @Test
    void itIsMadeOnceForItsOwnerOnly() throws IOException {
        SecretFile secret = new SecretFile(file);

        assertThat(secret.read()).isEmpty();
        assertThat(secret.readOrMake(() -> "first")).isEqualTo("first");
        assertThat(secret.readOrMake(() -> "second")).isEqualTo("first");
        assertThat(secret.read()).contains("first");
        assertThat(mode(file)).isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void anEmptyOneOfACrashIsMadeAgain() throws IOException {
        Files.createFile(file);
        Files.writeString(folder.resolve("secret.new"), "hal");

        assertThat(new SecretFile(file).read()).isEmpty();
        assertThat(new SecretFile(file).readOrMake(() -> "whole")).isEqualTo("whole");
        assertThat(Files.readString(file)).isEqualTo("whole\n");
    }

    @Test
    void oneThatOthersCouldReadIsClosedToThem() throws IOException {
        Files.writeString(file, "given\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(new SecretFile(file).read()).contains("given");
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "known");
        Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rw-r--r--"));
        Files.createSymbolicLink(file, outside);

        assertThatThrownBy(() -> new SecretFile(file).readOrMake(() -> "new"))
                .isInstanceOf(UntrustedPathException.class)
                .hasMessageContaining(file + " is a symbolic link");
        assertThat(mode(outside)).isEqualTo("rw-r--r--");
    }

    @Test
    void aLinkInPlaceOfTheNewFileIsReplaced() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "of somebody");
        Files.createSymbolicLink(folder.resolve("secret.new"), outside);

        assertThat(new SecretFile(file).readOrMake(() -> "new")).isEqualTo("new");
        assertThat(outside).hasContent("of somebody");
    }

    @Test
    void aFolderIsNoSecret() throws IOException {
        Files.createDirectory(file);

        assertThatThrownBy(() -> new SecretFile(file).read())
                .isInstanceOf(UntrustedPathException.class)
                .hasMessageContaining(file + " is not a file");
    }

    @Test
    void anotherUsersIsRefused() throws IOException {
        Files.writeString(file, "known");
        AnotherUser.takes(file);

        assertThatThrownBy(() -> new SecretFile(file).read())
                .isInstanceOf(UntrustedPathException.class)
                .hasMessageContaining(file + " belongs to nobody")
                .hasMessageContaining("chown");
    }

    @Test
    void oneInAnotherUsersFolderIsRefused() throws IOException {
        Files.writeString(file, "known");
        AnotherUser.takes(folder);

        assertThatThrownBy(() -> new SecretFile(file).read())
                .isInstanceOf(UntrustedPathException.class)
                .hasMessageContaining(folder + " belongs to nobody");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
