package dev.telegramlake.local.wire;

import dev.telegramlake.local.disk.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;

/// The credentials of a pipeline, in its data folder, as an
/// [AWS shared credentials file](https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html) with the profile
/// `default`. Only its owner may read it.
public final class CredentialsFile {
    public static final String NAME = "aws-credentials";

    private static final String PROFILE = "default";

    private final Path folder;
    private final Path file;

    /// Nothing is read or written yet.
    ///
    /// @param folder the data folder
    public CredentialsFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    /// Reads the credentials.
    ///
    /// @throws IOException whose message is for the person at the terminal: what is wrong with the file, what to do
    public LocalCredentials read() throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "There is no %s in %s. Start the pipeline with ./lake up, or name its folder with --data."
                            .formatted(NAME, folder),
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "%s cannot be read (%s). Only the user who started the pipeline can use it."
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s is not an AWS shared credentials file: %s. Delete it, and the next ./lake up writes a new one."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static LocalCredentials parse(String text) {
        Profile profile;
        try {
            profile = ProfileFile.builder()
                    .content(text)
                    .type(ProfileFile.Type.CREDENTIALS)
                    .build()
                    .profile(PROFILE)
                    .orElseThrow(() -> new IllegalArgumentException("it has no profile [default]"));
        } catch (IllegalStateException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("its lines are not profiles and properties", e);
        }
        return new LocalCredentials(
                property(profile, ProfileProperty.AWS_ACCESS_KEY_ID),
                property(profile, ProfileProperty.AWS_SECRET_ACCESS_KEY));
    }

    private static String property(Profile profile, String name) {
        return profile.property(name).orElseThrow(() -> new IllegalArgumentException("it has no " + name));
    }

    /// The credentials to start with: those that are given, which are kept for the commands to find; else those that
    /// are kept; else new ones.
    ///
    /// @throws IOException as [#read()], or when the file cannot be written
    public LocalCredentials readOrWrite(Optional<LocalCredentials> given) throws IOException {
        if (given.isEmpty() && Files.exists(file)) {
            return read();
        }
        LocalCredentials credentials = given.orElseGet(LocalCredentials::random);
        write(credentials);
        return credentials;
    }

    /// Readers see all of the file or what was there before.
    private void write(LocalCredentials credentials) throws IOException {
        String text = "[%s]%n%s = %s%n%s = %s%n"
                .formatted(
                        PROFILE,
                        ProfileProperty.AWS_ACCESS_KEY_ID,
                        credentials.accessKeyId(),
                        ProfileProperty.AWS_SECRET_ACCESS_KEY,
                        credentials.secretAccessKey());
        Path written = folder.resolve(".%s-%s".formatted(NAME, UUID.randomUUID()));
        try {
            try (FileChannel channel = OwnerOnly.open(written, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
