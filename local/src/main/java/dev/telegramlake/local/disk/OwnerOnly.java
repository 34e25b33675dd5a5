package dev.telegramlake.local.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Makes files and folders that nobody but their owner can read.
public final class OwnerOnly {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /// Makes a folder when it is missing; one that is there stays as it is.
    public static void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        }
    }

    /// Makes a folder when it is missing, and closes one that is there to others.
    public static void closedFolder(Path folder) throws IOException {
        folder(folder);
        Files.setPosixFilePermissions(folder, FOLDER);
    }

    /// Opens a file, and makes it and its folder when they are missing.
    public static FileChannel open(Path file, StandardOpenOption access) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            folder(folder);
        }
        return FileChannel.open(
                file,
                Set.<OpenOption>of(StandardOpenOption.CREATE, access),
                PosixFilePermissions.asFileAttribute(FILE));
    }
}
