package dev.telegramlake.bench;

import dev.telegramlake.bench.contest.Machine;
import dev.telegramlake.bench.contest.Spread;
import dev.telegramlake.bench.lambda.AwsEndpoint;
import dev.telegramlake.bench.lambda.ColdFunction;
import dev.telegramlake.bench.lambda.Events;
import dev.telegramlake.bench.lambda.FirstAnswer;
import dev.telegramlake.bench.lambda.Jars;
import dev.telegramlake.bench.peer.PojoTransformHandler;
import dev.telegramlake.bench.peer.SdkWebhookHandler;
import dev.telegramlake.local.disk.TemporaryFolder;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// From the start of a function's process to its first answer, in Lambda's own runtime: the zips of the webhook and
/// the transform, and plain handlers with every library that they bring along, all without and with the JVM's cache of
/// loaded classes.
///
/// Arguments: rounds (7).
final class ColdStart {
    private static final double GOAL = 2;
    private static final int RECORDS = 20;
    private static final String ROW = "%-10s %-40s %-8s %-22s %-22s %-22s %-22s %s%n";

    private final AwsEndpoint aws;
    private final Path folder;
    private final Path project;

    private ColdStart(AwsEndpoint aws, Path folder) throws Exception {
        this.aws = aws;
        this.folder = folder;
        Path classes = Path.of(ColdStart.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        this.project = classes.resolve("../../..").normalize();
    }

    /// Measures and checks.
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        try (TemporaryFolder folder = new TemporaryFolder("cold-start");
                AwsEndpoint aws = new AwsEndpoint()) {
            System.out.printf(
                    ROW,
                    "ColdStart",
                    Machine.description(),
                    "cache",
                    "ours, s",
                    "plain, s",
                    "ratio",
                    "ratio of CPU time",
                    "goal");
            ColdStart measurement = new ColdStart(aws, folder.path());
            measurement.webhook(rounds);
            measurement.transform(rounds);
        }
    }

    private void webhook(int rounds) throws Exception {
        List<byte[]> update = UpdateMix.updates(1);
        byte[] event = Events.request(update.getFirst());
        ColdFunction ours = ours("webhook-fn", "dev.telegramlake.webhook.WebhookHandler");
        ColdFunction plain = plain(SdkWebhookHandler.class, jars("").toList());
        int starts = measure("webhook", event, ours, plain, rounds, ColdStart::requireAccepted);
        long records = aws.requireEach(update);
        if (records != starts) {
            throw new IOException("%d records of %d starts".formatted(records, starts));
        }
        System.out.printf("ColdStart: each start of a webhook handed the update to Firehose as it was sent%n");
    }

    private void transform(int rounds) throws Exception {
        byte[] event = Events.batch(UpdateMix.updates(RECORDS), UpdateMix.ARRIVAL_MILLIS);
        ColdFunction ours = ours("transform-fn", "dev.telegramlake.transform.TransformHandler");
        ColdFunction plain = plain(
                PojoTransformHandler.class,
                Stream.of("aws-lambda-", "jackson-", "joda-")
                        .flatMap(this::jars)
                        .toList());
        measure(
                "transform",
                event,
                ours,
                plain,
                rounds,
                (mine, theirs) -> Transform.requireSame(mine, theirs, RECORDS));
        System.out.printf("ColdStart: each start of a transform gave the same rows%n");
    }

    /// Whether two answers say the same.
    private interface Check {
        void require(byte[] ours, byte[] plain) throws IOException;
    }

    private static void requireAccepted(byte[] ours, byte[] plain) throws IOException {
        for (byte[] answer : List.of(ours, plain)) {
            String text = new String(answer, StandardCharsets.UTF_8);
            if (!text.contains("\"statusCode\":200")) {
                throw new IOException(text);
            }
        }
    }

    /// Gives the number of starts.
    private static int measure(
            String name, byte[] event, ColdFunction ours, ColdFunction plain, int rounds, Check check)
            throws Exception {
        ours.train(event);
        plain.train(event);
        for (boolean cached : new boolean[] {false, true}) {
            List<Double> oursSeconds = new ArrayList<>();
            List<Double> plainSeconds = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            List<Double> cpuRatios = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                FirstAnswer mine = cached ? ours.startCached(event) : ours.start(event);
                FirstAnswer theirs = cached ? plain.startCached(event) : plain.start(event);
                check.require(mine.payload(), theirs.payload());
                oursSeconds.add(mine.seconds());
                plainSeconds.add(theirs.seconds());
                ratios.add(theirs.seconds() / mine.seconds());
                cpuRatios.add(theirs.cpuSeconds() / mine.cpuSeconds());
            }
            Spread ratio = Spread.of(ratios);
            System.out.printf(
                    ROW,
                    "",
                    name,
                    cached ? "AOT" : "none",
                    Spread.of(oursSeconds),
                    Spread.of(plainSeconds),
                    ratio,
                    Spread.of(cpuRatios),
                    "%s %s".formatted(GOAL, ratio.median() >= GOAL ? "met" : "not met"));
        }
        return 2 + 4 * rounds;
    }

    private ColdFunction ours(String module, String handler) throws IOException {
        Path own = folder.resolve(module);
        Path zip = project.resolve(module).resolve("target").resolve(module + ".zip");
        return new ColdFunction(handler, Jars.unpack(zip, own), environment(), own);
    }

    private ColdFunction plain(Class<?> handler, List<Path> libraries) throws IOException {
        List<Path> jars = new ArrayList<>(Jars.in(project.resolve("bench/target")));
        jars.addAll(libraries);
        return new ColdFunction(handler.getName(), jars, environment(), folder.resolve(handler.getSimpleName()));
    }

    /// What a plain handler brings along.
    ///
    /// @param prefix of the names
    private Stream<Path> jars(String prefix) {
        try {
            return Jars.in(project.resolve("bench/plain/target/lib")).stream()
                    .filter(jar -> jar.getFileName().toString().startsWith(prefix));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(aws.environment());
        environment.put("DELIVERY_STREAM", Lake.DELIVERY_STREAM);
        environment.put("WEBHOOK_SECRET_ARN", AwsEndpoint.SECRET_ARN);
        environment.put("ALLOWED_CHATS", "");
        return environment;
    }
}
