package dev.telegramlake.local.wire;

import dev.telegramlake.local.disk.SecretFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;
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
    private final SecretFile file;

    /// Nothing is read or written yet.
    ///
    /// @param folder the data folder
    public CredentialsFile(Path folder) {
        this.folder = folder;
        this.file = new SecretFile(folder.resolve(NAME));
    }

    /// Reads the credentials.
    ///
    /// @throws IOException whose message is for the person at the terminal: what is wrong with the file, what to do
    public LocalCredentials read() throws IOException {
        try {
            return parse(file.read()
                    .orElseThrow(() -> new IOException(
                            "There is no %s in %s. Start the pipeline with ./lake up, or name its folder with --data."
                                    .formatted(NAME, folder))));
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "%s cannot be read. Only the user who started the pipeline can use it.".formatted(file.path()), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s is not an AWS shared credentials file: %s. Delete it, and the next ./lake up writes a new one."
                            .formatted(file.path(), e.getMessage()),
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
        if (given.isEmpty() && file.read().isPresent()) {
            return read();
        }
        LocalCredentials credentials = given.orElseGet(LocalCredentials::random);
        write(credentials);
        return credentials;
    }

    private void write(LocalCredentials credentials) throws IOException {
        file.write("[%s]%n%s = %s%n%s = %s"
                .formatted(
                        PROFILE,
                        ProfileProperty.AWS_ACCESS_KEY_ID,
                        credentials.accessKeyId(),
                        ProfileProperty.AWS_SECRET_ACCESS_KEY,
                        credentials.secretAccessKey()));
    }
}
