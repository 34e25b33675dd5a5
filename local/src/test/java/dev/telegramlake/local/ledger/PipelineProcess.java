package dev.telegramlake.local.ledger;

import dev.telegramlake.local.EnginePlace;
import dev.telegramlake.local.FullDisk;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.PipelineSettings;
import dev.telegramlake.local.Routes;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A pipeline in a process of its own. Says on standard output where it listens, and does on standard input what it is
/// told: `clock PT1H`, `full 4096`, `free`. Ends when standard input does.
final class PipelineProcess {
    static final String SECRET = "ledger-secret";
    static final LocalCredentials CREDENTIALS = new LocalCredentials("LEDGER", "ledger-secret-key");

    private PipelineProcess() {}

    /// How a pipeline is put together.
    enum Kind {
        /// As `./lake up` does.
        WHOLE,
        /// Without page and Trino.
        LEAN
    }

    /// Runs until it is killed.
    ///
    /// @param arguments kind, data folder, clock offset, allowed chats separated by commas, and the way to each
    ///                  service as `s3=http://127.0.0.1:1234`
    public static void main(String[] arguments) throws Exception {
        SettableClock clock = new SettableClock(Duration.parse(arguments[2]));
        FullDisk disk = new FullDisk();
        Set<Long> chats =
                Stream.of(arguments[3].split(",", -1)).map(Long::valueOf).collect(Collectors.toSet());
        Map<String, URI> ways = Stream.of(arguments)
                .skip(4)
                .map(way -> way.split("=", 2))
                .collect(Collectors.toMap(way -> way[0], way -> URI.create(way[1])));
        Routes routes = (service, address) -> {
            say("%s %s".formatted(service, address));
            return ways.getOrDefault(service, address);
        };
        PipelineSettings settings = new PipelineSettings(
                Path.of(arguments[1]),
                "127.0.0.1",
                0,
                0,
                0,
                Duration.ofSeconds(1),
                Optional.of(SECRET),
                Optional.of(CREDENTIALS),
                chats,
                ZoneOffset.UTC,
                EnginePlace.THIS_PROCESS);
        say("ready " + start(Kind.valueOf(arguments[0].toUpperCase(Locale.ROOT)), settings, clock, routes));
        obey(clock, disk);
        Runtime.getRuntime().halt(0);
    }

    private static URI start(Kind kind, PipelineSettings settings, Clock clock, Routes routes) throws Exception {
        return switch (kind) {
            case WHOLE -> Pipeline.start(settings, clock, routes).page();
            case LEAN -> LeanPipeline.start(settings, clock, routes);
        };
    }

    private static void obey(SettableClock clock, FullDisk disk) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", 2);
            switch (words[0]) {
                case "clock" -> clock.set(Duration.parse(words[1]));
                case "full" -> disk.fill(Long.parseLong(words[1]));
                case "free" -> say("refused " + disk.free());
                default -> throw new IOException("Unknown order: " + order);
            }
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
