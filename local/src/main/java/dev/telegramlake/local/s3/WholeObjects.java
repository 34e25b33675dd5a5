package dev.telegramlake.local.s3;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
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
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// Shows an object only when all of it is there, and on the disk, as S3 does.
///
/// By itself, [FilesystemNio2BlobStore] writes an object beside its place first: a listing shows that file, a query
/// reads it, and a process that is killed leaves it there. Here it is written in a bucket of its own, which nobody
/// lists, and moved to its place. Objects of many parts, which nothing here writes to the table, are left as they are.
final class WholeObjects extends ForwardingBlobStore {
    private static final String INCOMING = ".incoming";
    private static final int PRECONDITION_FAILED = 412;
    private static final int MOST_ATTEMPTS = 10;

    private final Path directory;

    /// Deletes what a killed process has left unfinished.
    ///
    /// @param directory holds a folder for each bucket
    WholeObjects(Path directory) throws IOException {
        super(new FilesystemNio2BlobStore(directory.toAbsolutePath().toString()));
        this.directory = directory;
        Path incoming = Files.createDirectories(directory.resolve(INCOMING));
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(incoming)) {
            for (Path file : unfinished) {
                Files.delete(file);
            }
        }
    }

    @Override
    public ListBucketsResponse list() {
        ListBucketsResponse all = super.list();
        return all.toBuilder()
                .buckets(all.buckets().stream()
                        .filter(bucket -> !bucket.name().equals(INCOMING))
                        .toList())
                .build();
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
        Path bucket = directory.resolve(request.bucket());
        Path place = bucket.resolve(request.key()).normalize();
        boolean ifAbsent = "*".equals(request.ifNoneMatch());
        if (!place.equals(bucket.resolve(request.key()))
                || request.key().endsWith("/")
                || Files.isDirectory(place)
                || request.ifMatch() != null
                || (request.ifNoneMatch() != null && !ifAbsent)) {
            return super.putBlob(request, body);
        }
        Path written = directory.resolve(INCOMING).resolve(UUID.randomUUID().toString());
        try {
            PutObjectResponse answer = super.putBlob(
                    request.toBuilder()
                            .bucket(INCOMING)
                            .key(written.getFileName().toString())
                            .ifNoneMatch(null)
                            .build(),
                    body);
            force(written, StandardOpenOption.WRITE);
            show(written, place, ifAbsent);
            return answer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            delete(written);
        }
    }

    private static void show(Path written, Path place, boolean ifAbsent) throws IOException {
        Path folder = requireNonNull(place.getParent(), "an object is in a bucket");
        for (int attempt = 1; ; attempt++) {
            try {
                Files.createDirectories(folder);
                if (ifAbsent) {
                    Files.createLink(place, written);
                } else {
                    Files.move(written, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
                force(folder, StandardOpenOption.READ);
                return;
            } catch (FileAlreadyExistsException taken) {
                throw S3Exceptions.fromStatusCode(PRECONDITION_FAILED);
            } catch (NoSuchFileException folderGone) {
                // with the last object in it, which somebody has deleted meanwhile
                if (attempt == MOST_ATTEMPTS) {
                    throw folderGone;
                }
            }
        }
    }

    private static void force(Path path, StandardOpenOption mode) throws IOException {
        boolean folder = mode == StandardOpenOption.READ;
        if (!folder || path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(path, mode)) {
                channel.force(true);
            }
        }
    }

    private static void delete(Path written) {
        try {
            Files.deleteIfExists(written);
        } catch (IOException left) {
            // the next start deletes it
        }
    }
}
