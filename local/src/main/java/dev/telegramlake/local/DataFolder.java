package dev.telegramlake.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// The folder that holds everything a pipeline keeps, locked against a second run while it is open. Only its owner
/// may read it: it holds what people wrote, and the webhook's secret.
public final class DataFolder implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int SECRET_BYTES = 32;
    private static final String OBJECTS = "s3";
    private static final String JOURNAL = "journal";
    private static final String CATALOG = "catalog";
    private static final String LOGS = "logs";

    private final Path folder;
    private final FileChannel lockFile;

    private DataFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /// Opens the folder, and makes it when it is missing.
    ///
    /// @throws StartException when it cannot be written, or another run holds it
    public static DataFolder open(Path folder) throws StartException {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, OWNER_ONLY_FOLDER);
            }
            for (String part : List.of(OBJECTS, JOURNAL, CATALOG, LOGS)) {
                closeToOthers(folder.resolve(part));
            }
            FileChannel lockFile = FileChannel.open(
                    folder.resolve("lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    OWNER_ONLY_FILE);
            if (!locked(lockFile)) {
                lockFile.close();
                throw new StartException(
                        "The data folder %s is in use by another run. Stop that one, or give another".formatted(folder)
                                + " folder with --data.");
            }
            return new DataFolder(folder, lockFile);
        } catch (FileAlreadyExistsException file) {
            throw new StartException("%s is a file. Give a folder with --data.".formatted(folder));
        } catch (IOException failure) {
            throw new StartException("The data folder %s cannot be written (%s). Give another with --data."
                    .formatted(folder, failure.getClass().getSimpleName()));
        }
    }

    /// The folder itself may be one of the user's own, and stays as it is; what is ours in it, nobody else reads.
    private static void closeToOthers(Path part) throws IOException {
        Files.createDirectories(part, OWNER_ONLY_FOLDER);
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    /// Files of the S3 server.
    public Path objects() {
        return folder.resolve(OBJECTS);
    }

    /// What Firehose has acknowledged and not delivered yet.
    public Path journal() {
        return folder.resolve(JOURNAL);
    }

    /// Databases, tables, partitions and views.
    public Path catalog() {
        return folder.resolve(CATALOG);
    }

    public Path logs() {
        return folder.resolve(LOGS);
    }

    public Path path() {
        return folder;
    }

    public Path secretFile() {
        return folder.resolve("secret");
    }

    /// The webhook's secret, made at the first call.
    public String secret() throws IOException {
        Path file = secretFile();
        if (!Files.exists(file)) {
            byte[] random = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(random);
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            Files.createFile(file, OWNER_ONLY_FILE);
            Files.writeString(file, secret + "\n", StandardCharsets.UTF_8);
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
