package dev.telegramlake.compaction;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The function that EventBridge Scheduler calls once a day. See [CompactionRequest] for the event and [RunSummary]
/// for the answer.
public final class CompactionHandler implements RequestStreamHandler {
    /// Left for what has begun to end, and for the answer.
    private static final Duration TIME_FOR_THE_ANSWER = Duration.ofSeconds(10);

    private final CompactionSettings settings;
    private final S3Client s3;
    private final AthenaClient athena;
    private final InstantSource clock;

    /// As Lambda makes it: settings and AWS clients from the environment.
    public CompactionHandler() {
        this(
                CompactionSettings.from(System.getenv()),
                S3Client.builder()
                        .httpClientBuilder(Apache5HttpClient.builder().maxConnections(Transfers.AT_ONCE))
                        .build(),
                AthenaClient.builder()
                        .httpClientBuilder(Apache5HttpClient.builder())
                        .build(),
                Clock.systemUTC());
    }

    public CompactionHandler(CompactionSettings settings, S3Client s3, AthenaClient athena, InstantSource clock) {
        this.settings = settings;
        this.s3 = s3;
        this.athena = athena;
        this.clock = clock;
        loadDuckDb();
    }

    /// What takes the longest of making a handler. Done once in a process: who makes a handler later may begin with it.
    public static void loadDuckDb() {
        DuckDb.load();
    }

    /// Runs once, and answers with the summary.
    ///
    /// @throws IllegalArgumentException  when the event is wrong
    /// @throws CompactionFailedException when a day could not be compacted, so that the failure is seen and the
    ///                                   event is tried again; the summary is in the log
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        LambdaLogger logger = context.getLogger();
        CompactionRequest request = CompactionRequest.read(event);
        Duration time = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TIME_FOR_THE_ANSWER);
        Compaction compaction = new Compaction(
                settings, s3, athena, clock, (long) context.getMemoryLimitInMB() << 20, Deadline.in(time), logger::log);
        RunSummary summary = compaction.run(request);
        byte[] json = Json.bytes(summary);
        logger.log("{\"event\":\"compaction\",\"summary\":%s}\n".formatted(new String(json, StandardCharsets.UTF_8)));
        requireNoFailure(summary);
        answer.write(json);
    }

    private static void requireNoFailure(RunSummary summary) {
        List<DaySummary> failed = summary.days().stream()
                .filter(day -> day.status() == DaySummary.Status.FAILED)
                .toList();
        if (!failed.isEmpty()) {
            throw new CompactionFailedException(failed.stream()
                    .map(day -> "%s: %s".formatted(day.day(), day.reason()))
                    .collect(Collectors.joining(
                            "; ",
                            "%d of %d days could not be compacted: "
                                    .formatted(failed.size(), summary.days().size()),
                            "")));
        }
    }
}
