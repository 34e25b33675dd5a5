package dev.telegramlake.local.ledger;

import dev.telegramlake.local.lambda.LocalFunction;
import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.wire.LocalClients;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Asks the pipeline for compactions, and runs the function beside it: in another process, over the same proxies.
final class Compactions implements AutoCloseable {
    private static final int ALREADY_RUNNING = 409;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final PipelineUnderTest pipeline;
    private final FaultCounts counts;
    private final HttpClient http = HttpClient.newHttpClient();
    private final S3Client s3;
    private final AthenaClient athena;
    private final LocalFunction function;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore asked = new Semaphore(1);
    private final Semaphore beside = new Semaphore(1);

    Compactions(PipelineUnderTest pipeline, SettableClock clock, FaultCounts counts) {
        this.pipeline = pipeline;
        this.counts = counts;
        s3 = ObjectStore.client(pipeline.proxy("s3").address(), PipelineProcess.CREDENTIALS);
        athena = LocalClients.at(
                        pipeline.proxy("athena").address(), PipelineProcess.CREDENTIALS, AthenaClient.builder())
                .build();
        function = LeanPipeline.compactionFunction(s3, athena, clock);
    }

    /// Asks for one, and does not wait for it.
    void one() {
        if (asked.tryAcquire()) {
            calls.execute(() -> {
                ask();
                asked.release();
            });
        }
    }

    /// As [#one()], and runs another at the same time.
    void two() {
        if (beside.tryAcquire()) {
            calls.execute(() -> {
                boolean alone = asked.availablePermits() > 0;
                one();
                if (alone) {
                    counts.struck(Fault.TWO_COMPACTIONS);
                }
                try {
                    function.invoke("{}".getBytes(StandardCharsets.UTF_8));
                } catch (Exception disturbed) {
                    // the next one does what is left
                }
                beside.release();
            });
        }
    }

    private void ask() {
        try {
            if (request().statusCode() != ALREADY_RUNNING) {
                counts.struck(Fault.COMPACTION);
            }
        } catch (IOException killed) {
            counts.struck(Fault.COMPACTION);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> request() throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(pipeline.page().resolve("api/compact"))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// Returns when none runs any more.
    void awaitEnd() throws InterruptedException {
        if (!asked.tryAcquire(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                || !beside.tryAcquire(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("A compaction does not end");
        }
        asked.release();
        beside.release();
    }

    /// Compacts undisturbed.
    ///
    /// @return the summary
    /// @throws IOException when it fails
    String undisturbed() throws IOException, InterruptedException {
        while (true) {
            HttpResponse<String> answer = request();
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            if (answer.statusCode() != ALREADY_RUNNING) {
                throw new IOException(
                        "The compaction failed undisturbed: %d %s".formatted(answer.statusCode(), answer.body()));
            }
            Thread.sleep(100);
        }
    }

    @Override
    public void close() {
        calls.shutdownNow();
        http.shutdownNow();
        s3.close();
        athena.close();
    }
}
