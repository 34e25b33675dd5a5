package dev.telegramlake.local.disk;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/// Who decides what a file or folder holds. File systems without owners and modes are not checked.
final class Ownership {
    private static final int WRITABLE_TO_ALL = 0002;
    private static final int STICKY = 01000;

    private Ownership() {}

    /// Whether a path is on a file system that knows owners and modes.
    static boolean isKnown(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().containsAll(Set.of("posix", "unix"));
    }

    /// @throws UntrustedPathException when the path is a link, or another user's
    static void requireOwn(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new UntrustedPathException(path, "is a symbolic link", "Remove the link");
        }
        requireOwner(path);
    }

    /// @throws UntrustedPathException when the path itself, which may be a link, is another user's
    static void requireOwner(Path path) throws IOException {
        if (isKnown(path) && attribute(path, "unix:uid") != new UnixSystem().getUid()) {
            throw new UntrustedPathException(
                    path,
                    "belongs to %s, and this runs as %s"
                            .formatted(
                                    Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
                                            .getName(),
                                    System.getProperty("user.name")),
                    "If you know what is in it, make it your own with chown");
        }
    }

    /// Takes permissions away. Only the owner may do so.
    static void withdraw(Path path, Predicate<PosixFilePermission> permission) throws IOException {
        if (!isKnown(path)) {
            return;
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(view.readAttributes().permissions());
        if (permissions.removeIf(permission)) {
            view.setPermissions(permissions);
        }
    }

    /// @param folder without links on its way
    /// @throws UntrustedPathException when any user of the machine could replace the folder by one of their own
    static void requireFixed(Path folder) throws IOException {
        if (!isKnown(folder)) {
            return;
        }
        for (Path parent = folder.getParent(); parent != null; parent = parent.getParent()) {
            int mode = attribute(parent, "unix:mode");
            if ((mode & WRITABLE_TO_ALL) != 0 && (mode & STICKY) == 0) {
                throw new UntrustedPathException(
                        parent,
                        "is writable to all users, who could replace what is in it",
                        "Close it with chmod o-w, or make it sticky with chmod +t");
            }
        }
    }

    private static int attribute(Path path, String name) throws IOException {
        return (int) Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS);
    }
}
