package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.wire.CredentialsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// What the command line says to a person whose command cannot be run, and its exit status.
final class LakeTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void helpNamesEveryCommandAndItsOptions() {
        assertThat(lake("--help")).isZero();
        assertThat(out.toString()).contains("up", "query");

        assertThat(lake("up", "--help")).isZero();
        assertThat(out.toString())
                .contains("--data", "--host", "--port", "--aws-port", "--s3-port", "--buffer-seconds", "--secret")
                .contains("--allow-chat", "--zone");
    }

    @Test
    void noCommandTakesTheBotsTokenOrAKeyAmongItsArguments() {
        assertThat(optionsOf(Lake.commandLine()))
                .filteredOn(option -> option.longestName().matches(".*(token|key).*"))
                .extracting(OptionSpec::longestName)
                .isNotEmpty()
                .allMatch(name -> name.endsWith("-env"));
    }

    private static List<OptionSpec> optionsOf(CommandLine command) {
        List<OptionSpec> options = new ArrayList<>(command.getCommandSpec().options());
        command.getSubcommands().values().forEach(subcommand -> options.addAll(optionsOf(subcommand)));
        return options;
    }

    @ParameterizedTest
    @CsvSource({
        "up --prot 1,                '--prot'",
        "up --port http,             'http'",
        "up --port 70000,            '70000'",
        "up --buffer-seconds 901,    '901'",
        "up --zone Nowhere/Land,     'Nowhere/Land'",
        "up --secret not.allowed,    '--secret'",
        "up --credentials local:seCret,  '--credentials: the secret key must be'",
        "up --credentials seCret,     '--credentials: they must be'",
        "up --allow-chat @group,     '@group'",
        "query,                      'SQL'",
        "query --format yaml x,      'yaml'",
        "dance,                      'dance'",
        "replay,                     '--from'",
        "replay --from 2026-03-02 --to 2026-03-01, '2026-03-01'",
        "forget,                     '--user'",
        "forget --user 1 --chat -2,  '--chat'",
        "forget --user 1 --pseudonymise --key-env NO_KEY_HERE, 'NO_KEY_HERE'",
    })
    void wrongUsageIsNamedWithStatus2(String command, String named) {
        assertThat(lake(command.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(named).doesNotContain("seCret");
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(lake()).isEqualTo(2);
        assertThat(err.toString()).contains("./lake up");
    }

    @Test
    void aPortInUseIsOneLineWithTheOptionThatChangesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            assertThat(lake("up", "--data", folder.toString(), "--port", "0", "--aws-port", "0", "--s3-port", port))
                    .isEqualTo(1);

            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .contains("Port " + port)
                    .contains("--s3-port");
        }
    }

    @Test
    void aDataFolderThatCannotBeMadeIsOneLineWithItsOption() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(up(file)).isEqualTo(1);
        assertThat(up(file.resolve("below"))).isEqualTo(1);

        assertThat(err.toString().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains(file.toString()).contains("--data"));
    }

    @Test
    void aQueryWithoutAPipelineSaysHowToStartOne() throws IOException {
        int free;
        try (ServerSocket probe = new ServerSocket(0)) {
            free = probe.getLocalPort();
        }

        new CredentialsFile(folder).readOrWrite(Optional.empty());

        assertThat(lake("query", "--data", folder.toString(), "--aws-port", String.valueOf(free), "SELECT 1"))
                .isEqualTo(1);

        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains(":" + free)
                .contains("./lake up");
    }

    @Test
    void aQueryOnAFolderWithoutCredentialsSaysHowToMakeThem() {
        assertThat(lake("query", "--data", folder.toString(), "SELECT 1")).isEqualTo(1);

        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("There is no aws-credentials in " + folder)
                .contains("./lake up");
    }

    private int up(Path data) {
        return lake("up", "--data", data.toString(), "--port", "0", "--aws-port", "0", "--s3-port", "0");
    }

    private int lake(String... arguments) {
        CommandLine command =
                Lake.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
