package dev.telegramlake.local.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialsFileTest {
    @TempDir
    Path data;

    @Test
    void theCredentialsAreMadeOnceAndOnlyTheOwnerReadsThem() throws IOException {
        LocalCredentials first = new CredentialsFile(data).readOrWrite(Optional.empty());

        assertThat(first.accessKeyId()).matches("LAKE[A-Z2-7]{16}");
        assertThat(first.secretAccessKey()).matches("[A-Za-z0-9_-]{40}");
        assertThat(new CredentialsFile(data).readOrWrite(Optional.empty())).isEqualTo(first);
        assertThat(new CredentialsFile(data).read()).isEqualTo(first);
        assertThat(data.resolve("aws-credentials")).content().isEqualTo("""
                        [default]
                        aws_access_key_id = %s
                        aws_secret_access_key = %s
                        """.formatted(
                        first.accessKeyId(), first.secretAccessKey()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("aws-credentials"))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files).containsExactly(data.resolve("aws-credentials"));
        }
    }

    @Test
    void noTwoFoldersHaveTheSame() {
        assertThat(Stream.generate(LocalCredentials::random).limit(100)).doesNotHaveDuplicates();
    }

    @Test
    void thoseThatAreGivenReplaceWhatIsKept() throws IOException {
        LocalCredentials given = LocalCredentials.parse("mine:my-own/secret+key=");
        new CredentialsFile(data).readOrWrite(Optional.empty());

        assertThat(new CredentialsFile(data).readOrWrite(Optional.of(given))).isEqualTo(given);
        assertThat(new CredentialsFile(data).read()).isEqualTo(given);
    }

    @Test
    void theSecretIsInNoText() {
        LocalCredentials credentials = LocalCredentials.random();

        assertThat(credentials.toString())
                .contains(credentials.accessKeyId())
                .doesNotContain(credentials.secretAccessKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"justone", "id:short", "a b:long-enough", "id:has space in it", ":long-enough", "ident:"})
    void aPairOfAnotherFormIsRefusedWithoutItsValue(String pair) {
        assertThatThrownBy(() -> LocalCredentials.parse(pair))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain(pair);
    }

    @Test
    void aFileThatACrashLeftEmptyIsMadeAgain() throws IOException {
        Files.createFile(data.resolve("aws-credentials"));

        LocalCredentials made = new CredentialsFile(data).readOrWrite(Optional.empty());

        assertThat(new CredentialsFile(data).read()).isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[other]\n", "no profile = 1\n", "[default]\naws_access_key_id = LAKE\n"})
    void aBrokenFileSaysWhatToDo(String text) throws IOException {
        Files.writeString(data.resolve("aws-credentials"), text);

        assertThatThrownBy(() -> new CredentialsFile(data).readOrWrite(Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(data.resolve("aws-credentials").toString(), "Delete it");
    }
}
