package dev.telegramlake.local.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// Makes files and folders that nobody but their owner can read, and takes none that somebody else has made.
public final class OwnerOnly {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> WRITE_OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private OwnerOnly() {}

    /// Makes a folder when it is missing. One that is there may be read by whom it could be read, but from now on
    /// nobody else writes there. Links lead to it where they are the user's own.
    ///
    /// @return where the folder is, without links
    /// @throws UntrustedPathException when the folder is another user's, or could be replaced by one
    public static Path folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, mode(folder, FOLDER));
        }
        Ownership.requireOwner(folder);
        Path real = folder.toRealPath();
        Ownership.requireOwn(real);
        Ownership.requireFixed(real);
        Ownership.withdraw(real, WRITE_OF_OTHERS::contains);
        return real;
    }

    /// Makes a folder when it is missing, and closes one that is there to others.
    ///
    /// @throws UntrustedPathException when the folder, or a file or folder in it, is a link or another user's
    public static void closedFolder(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder, mode(folder, FOLDER));
        }
        Ownership.requireOwn(folder);
        Ownership.withdraw(folder, permission -> !FOLDER.contains(permission));
        try (Stream<Path> parts = Files.list(folder)) {
            for (Path part : (Iterable<Path>) parts::iterator) {
                Ownership.requireOwn(part);
            }
        }
    }

    /// Opens a file, and makes it and its folder when they are missing.
    ///
    /// @throws UntrustedPathException when the file or its folder is a link or another user's
    public static FileChannel open(Path file, StandardOpenOption... access) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            folder(folder);
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            closedFile(file);
        }
        Set<OpenOption> options = new HashSet<>(Arrays.asList(access));
        options.add(StandardOpenOption.CREATE);
        options.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options, mode(file, FILE));
    }

    /// Closes a file to others.
    ///
    /// @throws UntrustedPathException when it is no file, or another user's
    static void closedFile(Path file) throws IOException {
        Ownership.requireOwn(file);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UntrustedPathException(file, "is not a file", "Remove it");
        }
        Ownership.withdraw(file, permission -> !FILE.contains(permission));
    }

    private static FileAttribute<?>[] mode(Path path, Set<PosixFilePermission> permissions) {
        return Ownership.isKnown(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
