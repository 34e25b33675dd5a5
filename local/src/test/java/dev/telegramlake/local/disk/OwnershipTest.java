package dev.telegramlake.local.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That the data folder is checked so is shown by its own test.
final class OwnershipTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set before each test
    private Path folder;

    /// A zip file knows neither owners nor modes, as the file systems of Windows do not.
    @Test
    void aFileSystemWithoutOwnersIsNotChecked() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("files.zip"), Map.of("create", "true"))) {
            Path data = zip.getPath("/data");

            assertThatCode(() -> {
                        OwnerOnly.folder(data);
                        OwnerOnly.closedFolder(data.resolve("s3"));
                        OwnerOnly.closedFile(Files.createFile(data.resolve("secret")));
                    })
                    .doesNotThrowAnyException();
            assertThat(data.resolve("s3")).isDirectory();
        }
    }

    @Test
    void aFolderThatAllMayWriteToIsFixedWhenItIsSticky() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data")).toRealPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> Ownership.requireFixed(data))
                .isInstanceOf(UntrustedPathException.class)
                .hasMessageContaining("chmod o-w")
                .hasMessageContaining("--data");

        Files.setAttribute(folder, "unix:mode", 01777);
        assertThatCode(() -> Ownership.requireFixed(data)).doesNotThrowAnyException();
    }
}
