package dev.telegramlake.local.cli;

import dev.telegramlake.local.StartException;
import dev.telegramlake.local.botapi.BotApiException;
import dev.telegramlake.local.botapi.PollException;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.disk.UntrustedPathException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `./lake`. Exit status: 0, 1 when it failed, 2 for wrong usage.
@Command(
        name = "lake",
        mixinStandardHelpOptions = true,
        version = "telegram-lake 0.1.0",
        description = "Every Telegram update that a bot's webhook receives, as a row that SQL can read.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            EnvCommand.class,
            WebhookCommand.class,
            PollCommand.class,
            QueryCommand.class,
            ReportCommand.class,
            CompactCommand.class,
            ReplayCommand.class,
            ForgetCommand.class,
            BackfillCommand.class
        })
public final class Lake implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Map<String, String> environment;

    private Lake(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return commandLine(System.getenv());
    }

    /// @param environment variables, of which one holds the bot's token
    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Lake(environment)).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText(TerminalText.of(message(failure))));
            if (!(failure instanceof StartException
                    || failure instanceof DeploymentException
                    || failure instanceof BotApiException
                    || failure instanceof PollException
                    || failure instanceof UntrustedPathException
                    || failure instanceof CommandException)) {
                failure.printStackTrace(TerminalText.writer(command.getErr()));
            }
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    /// Of the process, or of the test that runs the command.
    Map<String, String> environment() {
        return environment;
    }

    private static String message(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Name a command, for example: ./lake up");
    }
}
