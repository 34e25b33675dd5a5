package dev.telegramlake.local.cli;

import dev.telegramlake.local.wire.CredentialsFile;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./lake env`: what a shell has to know to use the AWS CLI and SDKs with the pipeline. Nothing but shell commands
/// goes to standard output.
@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the AWS variables of the pipeline on this machine, for a shell to evaluate. The AWS CLI, boto3 and"
                    + " every SDK then talk to it instead of AWS."
        },
        footer = {"", "For example:", "  eval \"$(./lake env)\"", "  aws s3 ls --recursive s3://telegram-lake/updates/"
        })
final class EnvCommand implements Callable<Integer> {
    private static final List<String> AWS_SERVICES = List.of("FIREHOSE", "ATHENA", "GLUE");

    @Mixin
    private final PipelineOptions pipeline = new PipelineOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        PrintWriter out = spec.commandLine().getOut();
        variables(credentials()).forEach((name, value) -> out.printf("export %s=%s%n", name, quoted(value)));
        out.println("unset AWS_SESSION_TOKEN AWS_PROFILE");
        out.flush();
        return 0;
    }

    private LocalCredentials credentials() throws CommandException {
        try {
            return new CredentialsFile(pipeline.data).read();
        } catch (IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> variables(LocalCredentials credentials) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
        variables.put("AWS_DEFAULT_REGION", LocalCredentials.REGION);
        variables.put("AWS_REGION", LocalCredentials.REGION);
        for (String service : AWS_SERVICES) {
            variables.put("AWS_ENDPOINT_URL_" + service, address(pipeline.awsPort));
        }
        variables.put("AWS_ENDPOINT_URL_S3", address(pipeline.s3Port));
        return variables;
    }

    private static String address(int port) {
        return "http://127.0.0.1:%d".formatted(port);
    }

    /// As one word of a POSIX shell.
    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
