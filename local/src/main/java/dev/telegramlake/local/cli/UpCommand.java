package dev.telegramlake.local.cli;

import dev.telegramlake.local.StartException;
import dev.telegramlake.schema.PipelineSetup;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./lake up`: starts the pipeline and runs until it is stopped.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts the whole pipeline on this machine and runs until it is stopped with Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    @Mixin
    private final StartOptions options = new StartOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws StartException, IOException, InterruptedException {
        return PipelineRun.run(
                options.settings(PipelineSetup.BUFFER_SECONDS),
                spec.commandLine().getOut(),
                pipeline -> () -> {});
    }
}
