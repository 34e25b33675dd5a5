package dev.telegramlake.local.s3;

import static java.util.Objects.requireNonNull;

import dev.telegramlake.local.disk.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.gaul.s3proxy.blobstore.S3Exceptions;

/// Shows an object only when all of it is there, and on the disk, as S3 does.
///
/// It is written in a bucket of its own, which nobody lists, and moved to its place: a listing, a query or a process
/// that is killed never meets half of it.
final class AtomicWrites {
    /// The bucket of what is being written.
    static final String INCOMING = ".incoming";

    private static final int PRECONDITION_FAILED = 412;
    private static final int MAX_ATTEMPTS = 10;

    private final Path folder;

    /// Deletes what a killed process has left unfinished.
    ///
    /// @param directory holds a folder for each bucket
    AtomicWrites(Path directory) throws IOException {
        folder = directory.resolve(INCOMING);
        OwnerOnly.closedFolder(folder);
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder)) {
            for (Path file : unfinished) {
                Files.delete(file);
            }
        }
    }

    /// A key in [#INCOMING] that no other object has.
    String newKey() {
        return UUID.randomUUID().toString();
    }

    /// Moves an object that is written to its place.
    ///
    /// @param key      in [#INCOMING]
    /// @param ifAbsent whether an object that is there stays, and the write is refused with status 412
    void show(String key, Path place, boolean ifAbsent) {
        Path written = folder.resolve(key);
        try {
            force(written, StandardOpenOption.WRITE);
            move(written, place, ifAbsent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            discard(key);
        }
    }

    private static void move(Path written, Path place, boolean ifAbsent) throws IOException {
        Path parent = requireNonNull(place.getParent(), "an object is in a bucket");
        for (int attempt = 1; ; attempt++) {
            Files.createDirectories(parent);
            try {
                if (ifAbsent) {
                    Files.createLink(place, written);
                } else {
                    Files.move(written, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
                force(parent, StandardOpenOption.READ);
                return;
            } catch (FileAlreadyExistsException e) {
                throw S3Exceptions.fromStatusCode(PRECONDITION_FAILED);
            } catch (NoSuchFileException e) {
                // the folder is gone with the last object in it, which somebody has deleted meanwhile
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static void force(Path path, StandardOpenOption mode) throws IOException {
        boolean isFolder = mode == StandardOpenOption.READ;
        if (!isFolder || path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(path, mode)) {
                channel.force(true);
            }
        }
    }

    /// Forgets what was written under a key, if anything was.
    void discard(String key) {
        try {
            Files.deleteIfExists(folder.resolve(key));
        } catch (IOException e) {
            // the next start deletes it
        }
    }
}
