package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.AthenaQueries;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.TestSettings;
import dev.telegramlake.local.botapi.BotApiServer;
import dev.telegramlake.local.botapi.Updates;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The commands with a whole pipeline; the poll as a person starts and stops it, in a process of its own.
@Timeout(180)
final class BotCommandsTest {
    @TempDir
    static Path folder;

    private static Pipeline pipeline;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @SuppressWarnings("NullAway.Init") // set before each test
    private BotApiServer telegram;

    @BeforeAll
    static void startPipeline() throws Exception {
        pipeline = Pipeline.start(TestSettings.of(folder));
    }

    @AfterAll
    static void stopPipeline() throws IOException {
        pipeline.close();
    }

    @BeforeEach
    void start() throws IOException {
        telegram = BotApiServer.start(Clock.systemUTC());
    }

    @AfterEach
    void close() {
        telegram.close();
        assertThat(out.toString() + err).doesNotContain(BotApiServer.TOKEN);
    }

    @Test
    void whatAKilledPollHadInHandIsInTheTableAfterTheNextOne() throws Exception {
        LongStream.rangeClosed(1, 400).mapToObj(Updates::message).forEach(telegram::receive);
        try (PollProcess first = poll()) {
            await(() -> telegram.confirmed().size() >= 100);
            first.kill();
        }
        assertThat(telegram.pending()).isPositive();

        try (PollProcess second = poll();
                AthenaQueries athena = new AthenaQueries(pipeline.aws(), pipeline.credentials())) {
            await(() -> telegram.pending() == 0);
            athena.await(
                    "SELECT count(DISTINCT update_id) FROM updates WHERE update_id BETWEEN 1 AND 400",
                    rows -> rows.equals(List.of(List.of("400"))));

            Instant asked = Instant.now();
            assertThat(second.stop()).isZero();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(second.output()).contains("updates taken").doesNotContain(BotApiServer.TOKEN);
        }
    }

    @Test
    void aSecondPollOnADataFolderIsRefusedAndInfoKnowsOfTheFirst() throws Exception {
        assertThat(lake("webhook", "info")).isEqualTo(1);

        try (PollProcess first = poll()) {
            await(() -> !telegram.calls("getUpdates").isEmpty());

            assertThat(lake("poll")).isEqualTo(1);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .contains("Another ./lake poll", folder.toString());

            assertThat(lake("webhook", "info")).isZero();
            assertThat(out.toString()).contains("./lake poll fetches the updates");
            assertThat(first.stop()).isZero();
        }
    }

    @Test
    void infoLooksAtTheChatsOfTheTable() throws Exception {
        telegram.receive("""
                {"update_id":1001,"message":{"message_id":1,"date":%d,"chat":{"id":-77,"type":"group",\
                "title":"Support"},"text":"Hello"}}""".formatted(Instant.now().getEpochSecond()));
        telegram.bot().setChat(-77, "member");
        telegram.bot().permitAnyWebhook();
        assertThat(lake("webhook", "set")).isZero();
        assertThat(telegram.deliverDue()).isEqualTo(1);
        try (AthenaQueries athena = new AthenaQueries(pipeline.aws(), pipeline.credentials())) {
            athena.await(
                    "SELECT count(*) FROM updates WHERE chat_id = -77", rows -> rows.equals(List.of(List.of("1"))));
        }

        assertThat(lake("webhook", "info")).isEqualTo(1);
        assertThat(out.toString()).contains("no admin in -77 Support");
    }

    @Test
    void aServerOfOnesOwnDeliversIntoThePipelineOnceItHasTheSecret() throws Exception {
        telegram.bot().permitAnyWebhook();
        LongStream.rangeClosed(2001, 2003).mapToObj(Updates::message).forEach(telegram::receive);

        assertThat(lake("webhook", "set", "--secret", "another")).isZero();
        assertThat(telegram.deliverDue()).isZero();
        assertThat(lake("webhook", "info")).isEqualTo(1);
        assertThat(out.toString()).contains("3 updates", "refuses the secret token");

        assertThat(lake("webhook", "set")).isZero();
        assertThat(telegram.deliverDue()).isEqualTo(3);
        assertThat(telegram.confirmed()).containsExactly(2001L, 2002L, 2003L);
    }

    @Test
    void aWebhookThatIsSetEndsThePollWithStatus1() {
        lake("webhook", "set", "--url", "https://lake.example.org/webhook");

        assertThat(lake("poll")).isEqualTo(1);
        assertThat(err.toString()).contains("https://lake.example.org/webhook", "./lake webhook delete");
    }

    @Test
    void aStackHasNoUseForAPoll() {
        assertThat(lake("poll", "--stack", "TelegramLake")).isEqualTo(2);
        assertThat(err.toString()).contains("./lake webhook set --stack TelegramLake");
    }

    private int lake(String... arguments) {
        String[] all =
                Stream.concat(Arrays.stream(arguments), options().stream()).toArray(String[]::new);
        return Lake.commandLine(Map.of("BOT_TOKEN", BotApiServer.TOKEN))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private PollProcess poll() throws IOException {
        return PollProcess.start(BotApiServer.TOKEN, options(), folder.resolve("poll.log"));
    }

    private List<String> options() {
        return List.of(
                "--data",
                folder.toString(),
                "--port",
                String.valueOf(pipeline.webhook().getPort()),
                "--aws-port",
                String.valueOf(pipeline.aws().getPort()),
                "--api-url",
                telegram.url().toString());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }
}
