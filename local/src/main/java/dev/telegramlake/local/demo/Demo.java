package dev.telegramlake.local.demo;

import dev.telegramlake.local.backfill.Backfill;
import dev.telegramlake.local.backfill.BackfillException;
import dev.telegramlake.local.backfill.BackfillProgress;
import dev.telegramlake.local.backfill.BackfillSummary;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.disk.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fills a running pipeline: a month of history through the backfill, and live chatter through the webhook.
public final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final int DAYS = 30;
    private static final Duration PAUSE = Duration.ofMillis(350);

    private final Path folder;
    private final Path export;
    private final Path lastMessage;
    private final Clock clock;
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile boolean closed;

    private Demo(Path folder, Clock clock) {
        this.folder = folder;
        this.export = folder.resolve("result.json");
        this.lastMessage = folder.resolve("last-message");
        this.clock = clock;
    }

    /// Writes the sample history to disk.
    ///
    /// @param folder keeps what the demo has to remember between runs
    /// @param zone   in which a day of the table begins
    public static Demo prepare(Path folder, ZoneId zone, Clock clock) throws IOException {
        OwnerOnly.closedFolder(folder);
        Demo demo = new Demo(folder, clock);
        try (OutputStream out = Files.newOutputStream(demo.export)) {
            long messages = DemoHistory.write(out, demo.lastDay(zone), DAYS, zone);
            if (!Files.exists(demo.lastMessage)) {
                Files.writeString(demo.lastMessage, String.valueOf(messages));
            }
        }
        return demo;
    }

    /// Brings in the month before the first run of the demo on this data folder. A second call changes nothing.
    public void bringInHistory(Deployment pipeline)
            throws BackfillException, DeploymentException, IOException, InterruptedException {
        try (InputStream in = Files.newInputStream(export)) {
            BackfillSummary summary =
                    new Backfill(pipeline, clock).run(in, Backfill.Options.DEFAULT, BackfillProgress.NONE);
            LOG.info("The history is there: {}", summary);
        }
    }

    /// The day before the first run: the history stays the same however often the demo is started.
    private LocalDate lastDay(ZoneId zone) throws IOException {
        Path file = folder.resolve("last-day");
        if (!Files.exists(file)) {
            LocalDate yesterday = LocalDate.ofInstant(clock.instant(), zone).minusDays(1);
            Files.writeString(file, yesterday.toString());
        }
        return LocalDate.parse(Files.readString(file));
    }

    /// Posts updates, a few a second, until [#close()]. Messages are numbered on from the last one, also of an
    /// earlier run.
    public void chat(URI webhook, String secret) throws IOException, InterruptedException {
        DemoChatter chatter = new DemoChatter(clock.millis(), Long.parseLong(Files.readString(lastMessage)), clock);
        while (!closed) {
            post(webhook, secret, chatter.next());
            Files.writeString(lastMessage, String.valueOf(chatter.lastMessageId()));
            Thread.sleep(PAUSE);
        }
    }

    /// Posts until it is taken, as Telegram does.
    private void post(URI webhook, String secret, String update) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .header("X-Telegram-Bot-Api-Secret-Token", secret)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(update))
                .build();
        while (!closed) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notTaken) {
                LOG.debug("The webhook does not answer", notTaken);
            }
            Thread.sleep(PAUSE);
        }
    }

    @Override
    public void close() {
        closed = true;
        http.shutdownNow();
    }
}
