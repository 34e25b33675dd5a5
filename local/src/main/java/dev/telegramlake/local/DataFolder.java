package dev.telegramlake.local;

import dev.telegramlake.local.disk.LockFile;
import dev.telegramlake.local.disk.OwnerOnly;
import dev.telegramlake.local.disk.SecretFile;
import dev.telegramlake.local.disk.UntrustedPathException;
import dev.telegramlake.local.wire.CredentialsFile;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The folder that holds everything a pipeline keeps, locked against a second run while it is open. Only its owner
/// may read it: it holds what people wrote, and the webhook's secret.
public final class DataFolder implements AutoCloseable {
    private static final int SECRET_BYTES = 32;
    private static final String OBJECTS = "s3";
    private static final String JOURNAL = "journal";
    private static final String CATALOG = "catalog";
    private static final String LOGS = "logs";

    private final Path folder;
    private final LockFile lockFile;

    private DataFolder(Path folder, LockFile lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /// Opens the folder, and makes it when it is missing.
    ///
    /// @throws StartException when it cannot be written, somebody else could decide what it holds, or another run
    ///                        holds it
    public static DataFolder open(Path folder) throws StartException {
        try {
            // It may be one of the user's own, whom others may read; what is ours in it, nobody else reads.
            Path real = OwnerOnly.folder(folder);
            for (String part : List.of(OBJECTS, JOURNAL, CATALOG, LOGS)) {
                OwnerOnly.closedFolder(real.resolve(part));
            }
            return new DataFolder(
                    real,
                    LockFile.take(real.resolve("lock"))
                            .orElseThrow(() -> new StartException(
                                    "The data folder %s is in use by another run. Stop that one, or give another folder with --data."
                                            .formatted(folder))));
        } catch (UntrustedPathException untrusted) {
            throw new StartException(untrusted.message());
        } catch (FileAlreadyExistsException file) {
            throw new StartException("%s is a file. Give a folder with --data.".formatted(folder));
        } catch (IOException failure) {
            throw new StartException("The data folder %s cannot be written (%s). Give another with --data."
                    .formatted(folder, failure.getClass().getSimpleName()));
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
        return new SecretFile(secretFile()).readOrMake(DataFolder::randomSecret);
    }

    private static String randomSecret() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /// What the emulators accept: what is given, which is kept, else what is kept, made at the first call.
    ///
    /// @throws StartException when what is kept cannot be read
    public LocalCredentials credentials(Optional<LocalCredentials> given) throws StartException {
        try {
            return new CredentialsFile(folder).readOrWrite(given);
        } catch (IOException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
