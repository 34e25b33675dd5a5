package dev.telegramlake.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.disk.AnotherUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose data folder is opened, and whose is not. What is made in it for its owner only is shown by [PipelineTest].
final class DataFolderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set before each test
    private Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path outside;

    @BeforeEach
    void makeFolders() throws IOException {
        folder = Files.createDirectory(home.resolve("data"));
        outside = Files.createDirectory(home.resolve("outside"));
        chmod(outside, "rwxr-xr-x");
    }

    @Test
    void aFolderThatAnotherUserHasPreparedIsNotOpened() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "KNOWN");
        chmod(secret, "rw-rw-rw-");
        Path objects = Files.createSymbolicLink(folder.resolve("s3"), outside);
        AnotherUser.takes(secret);
        AnotherUser.takes(objects);
        AnotherUser.takes(folder);

        refused(folder + " belongs to nobody");
        assertThat(mode(outside)).isEqualTo("rwxr-xr-x");
        assertThat(mode(secret)).isEqualTo("rw-rw-rw-");
        assertThat(folder).isDirectoryNotContaining("glob:**/journal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "journal", "catalog", "logs", "s3/telegram-lake", "logs/lake-0.log"})
    void aLinkInItIsNotFollowed(String part) throws IOException {
        Path link = folder.resolve(part);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, outside);

        refused(link + " is a symbolic link");
        assertThat(mode(outside)).isEqualTo("rwxr-xr-x");
        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "journal", "catalog", "logs", "s3/telegram-lake", "catalog/telegram"})
    void whatAnotherUserHasMadeInItIsRefused(String part) throws IOException {
        Path theirs = Files.createDirectories(folder.resolve(part));
        AnotherUser.takes(theirs);

        refused(theirs + " belongs to nobody");
    }

    @Test
    void anotherUsersSecretIsRefused() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "KNOWN");
        AnotherUser.takes(secret);

        try (DataFolder data = DataFolder.open(folder)) {
            assertThatThrownBy(data::secret).hasMessageContaining(secret + " belongs to nobody");
        }
    }

    @Test
    void theLockIsNoLink() throws IOException {
        Path lock = Files.createSymbolicLink(folder.resolve("lock"), outside.resolve("made"));

        refused(lock + " is a symbolic link");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void fromNowOnNobodyElseWritesThere() throws Exception {
        chmod(folder, "rwxrwxrwx");

        DataFolder.open(folder).close();

        assertThat(mode(folder)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aFolderThatAnybodyCouldReplaceIsRefused() throws IOException {
        chmod(home, "rwxrwxrwx");

        refused(home + " is writable to all users");
    }

    @Test
    void aLinkOfOnesOwnLeadsToIt() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("link"), folder);

        try (DataFolder data = DataFolder.open(link)) {
            assertThat(data.path()).isEqualTo(folder.toRealPath());
        }
    }

    @Test
    void aLinkOfAnotherUserDoesNot() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link"), folder);
        AnotherUser.takes(link);

        assertThatThrownBy(() -> DataFolder.open(link))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(link + " belongs to nobody");
    }

    private void refused(String reason) {
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("--data");
    }

    private static void chmod(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
