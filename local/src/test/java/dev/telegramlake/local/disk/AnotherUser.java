package dev.telegramlake.local.disk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;

/// Somebody else on the machine. Only root can give a file to them: for others, a test that needs them is skipped.
public final class AnotherUser {
    private AnotherUser() {}

    /// Makes a file, folder or link theirs; where a link leads stays as it is.
    public static void takes(Path path) throws IOException {
        assumeTrue(
                (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS) == 0,
                "SKIPPED: only root can give files to another user");
        Files.getFileAttributeView(path, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setOwner(path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }
}
