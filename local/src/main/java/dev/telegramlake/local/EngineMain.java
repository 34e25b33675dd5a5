package dev.telegramlake.local;

import dev.telegramlake.local.engine.EngineServer;
import dev.telegramlake.local.engine.EngineSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The process of the query engine. [dev.telegramlake.local.engine.EngineProcess] starts it.
final class EngineMain {
    private EngineMain() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream output = System.out;
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        EngineSettings settings = EngineServer.read(input);
        Logs.into(settings.logs(), "engine");
        EngineServer.run(settings, input, output);
    }
}
