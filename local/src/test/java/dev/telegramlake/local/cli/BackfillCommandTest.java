package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.AthenaQueries;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.TestSettings;
import dev.telegramlake.local.backfill.Backfill;
import dev.telegramlake.local.backfill.BackfillProgress;
import dev.telegramlake.local.backfill.BackfillSummary;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.LocalDeployment;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Exports through the whole pipeline: the transform function, the bucket, the compaction, SQL. Each test has a chat of
/// its own.
@Timeout(120)
final class BackfillCommandTest {
    private static final long SUPERGROUPS = -1_000_000_000_000L;
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    static Path folder;

    private static Pipeline pipeline;
    private static AthenaQueries athena;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(TestSettings.of(folder.resolve("data"), "test-secret"));
        athena = new AthenaQueries(pipeline.aws(), pipeline.credentials());
    }

    @AfterAll
    static void stop() throws IOException {
        athena.close();
        pipeline.close();
    }

    @Test
    void historyIsInThePartitionsOfItsDaysHoweverOftenItIsBroughtIn() throws Exception {
        Path file = file(
                "twice",
                supergroup(
                        1,
                        said(1, NOON, "old?"),
                        said(
                                2,
                                NOON.plus(Duration.ofDays(1)),
                                "yes",
                                "\"reply_to_message_id\":1,\"reactions\":[{\"type\":\"emoji\","
                                        + "\"emoji\":\"👍\",\"count\":1,\"recent\":[{\"from\":\"Bo\",\"from_id\":\"user2\","
                                        + "\"date\":\"2026-03-05T12:01:00\"}]}]"),
                        said(3, Instant.parse("2100-01-01T00:00:00Z"), "not yet"),
                        "{\"id\":4,\"type\":\"unsupported\"}",
                        "{\"id\":5,\"type\":\"message\",\"text\":\"no date\"}"));

        assertThat(backfill(file)).isZero();

        assertThat(out.toString().lines().map(String::strip))
                .containsExactly(
                        "5  messages read",
                        "2  messages brought in",
                        "3  rows: these messages and their reactions, on 3 days, 2026-03-02 to 2026-03-05",
                        "0  messages were there already",
                        "1  left out: messages of a type that the export does not explain (\"unsupported\")",
                        "1  left out: messages without a date",
                        "1  left out: messages of today: a day is taken when it is over. Bring the export in again"
                                + " tomorrow");
        List<List<String>> rows = rows(1);
        assertThat(rows)
                .containsExactly(
                        List.of("2026-03-02", "message", "1", "old?", "null", "Ana"),
                        List.of("2026-03-03", "message", "2", "yes", "1", "Ana"),
                        List.of("2026-03-05", "message_reaction", "2", "null", "null", "Bo"));

        assertThat(backfill(file)).isZero();

        assertThat(out.toString()).contains("0  messages brought in", "0  rows\n", "2  messages were there already");
        assertThat(rows(1)).isEqualTo(rows);
    }

    @Test
    void aLaterExportOfTheSameChatAddsWhatIsNew() throws Exception {
        String reaction =
                "\"reactions\":[{\"type\":\"emoji\",\"emoji\":\"👍\",\"count\":1,\"recent\":[{\"from\":\"Bo\","
                        + "\"from_id\":\"user2\",\"date\":\"2026-03-04T12:01:00\"}]}]";
        backfill(file("earlier", supergroup(2, said(1, NOON, "a"))));

        assertThat(run(supergroup(2, said(1, NOON, "a", reaction), said(2, NOON.plusSeconds(60), "b")))
                        .taken())
                .isEqualTo(2);

        assertThat(rows(2))
                .extracting(row -> row.get(1) + " " + row.get(2))
                .containsExactly("message 1", "message 2", "message_reaction 1");
    }

    @Test
    void whatTheBotHasSeenIsNotBroughtIn() throws Exception {
        post(
                "{\"update_id\":100,\"message\":{\"message_id\":2,\"date\":%d,\"chat\":{\"id\":%d,\"type\":\"supergroup\"},\"text\":\"live\"}}"
                        .formatted(NOON.getEpochSecond(), SUPERGROUPS - 3));
        post(
                "{\"update_id\":101,\"edited_message\":{\"message_id\":3,\"date\":%d,\"edit_date\":%1$d,\"chat\":{\"id\":%d,\"type\":\"supergroup\"},\"text\":\"edit\"}}"
                        .formatted(NOON.getEpochSecond(), SUPERGROUPS - 3));
        post(
                "{\"update_id\":102,\"message\":{\"message_id\":9,\"date\":%d,\"chat\":{\"id\":-33,\"type\":\"group\"},\"migrate_to_chat_id\":%d}}"
                        .formatted(NOON.getEpochSecond(), SUPERGROUPS - 3));
        athena.await(
                "SELECT count(*) FROM updates WHERE update_id BETWEEN 100 AND 102",
                rows -> rows.getFirst().equals(List.of("3")));
        String reaction =
                "\"reactions\":[{\"type\":\"emoji\",\"emoji\":\"👍\",\"count\":1,\"recent\":[{\"from_id\":\"user2\","
                        + "\"date\":\"2026-03-04T12:01:00\"}]}]";

        BackfillSummary summary = run(supergroup(
                3,
                said(9 - 1_000_000_000, NOON, "of the group before its migration"),
                said(1, NOON, "before the bot"),
                said(2, NOON, "live", reaction),
                said(3, NOON, "edit")));

        assertThat(summary.alreadyThere()).isEqualTo(3);
        assertThat(summary.rows()).isEqualTo(1);
        assertThat(athena.rows("SELECT message_id, text FROM messages WHERE telegram_chat_id = %d ORDER BY 1"
                        .formatted(SUPERGROUPS - 3)))
                .containsExactly(List.of("1", "before the bot"), List.of("2", "live"), List.of("3", "edit"));
    }

    @Test
    void ofAFullExportTheGroupsAreTakenWhateverTheDaysOfTheirMessages() throws Exception {
        String days = said(1, NOON, "a") + "," + said(2, NOON.plus(Duration.ofDays(3)), "b");
        String export = """
                {"about":"","chats":{"about":"","list":[
                 {"name":"Bo","type":"personal_chat","id":2,"messages":[%1$s]},
                 {"name":"G","type":"private_group","id":41,"messages":[%1$s]},
                 {"name":"C","type":"public_channel","id":42,"messages":[%1$s]}]},
                 "left_chats":{"list":[{"name":"S","type":"public_supergroup","id":43,"messages":[%1$s]}]}}""".formatted(days);
        Path file = folder.resolve("all.json.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(export.getBytes(StandardCharsets.UTF_8));
        }

        List<String> before = imports();

        assertThat(backfill(file, "--dry-run")).isZero();
        assertThat(out.toString())
                .contains("6  messages would be brought in", "6  rows: these messages and their reactions, on 2 days");
        assertThat(imports()).isEqualTo(before);
        assertThat(rows(43)).isEmpty();

        assertThat(backfill(file, "--chat", String.valueOf(SUPERGROUPS - 43))).isZero();
        assertThat(out.toString())
                .contains(
                        "2  messages brought in",
                        "2  left out: messages of private chats",
                        "4  left out: messages of other");
        assertThat(rows(43)).hasSize(2);

        assertThat(backfill(file)).isZero();
        assertThat(out.toString()).contains("4  messages brought in", "2  messages were there already");
        assertThat(athena.rows("SELECT dt, chat_type, kind FROM updates WHERE chat_id IN (-41, %d, %d) ORDER BY 1, 2"
                        .formatted(SUPERGROUPS - 42, SUPERGROUPS - 43)))
                .containsExactly(
                        List.of("2026-03-02", "channel", "channel_post"),
                        List.of("2026-03-02", "group", "message"),
                        List.of("2026-03-02", "supergroup", "message"),
                        List.of("2026-03-05", "channel", "channel_post"),
                        List.of("2026-03-05", "group", "message"),
                        List.of("2026-03-05", "supergroup", "message"));
    }

    @Test
    void aRunThatFailsInTheMiddleIsRepeatedAndBringsInTheRest() throws Exception {
        String export = farApart(5);

        for (int call : new int[] {0, 5}) {
            assertThatThrownBy(() -> run(failing(call, Integer.MAX_VALUE), export))
                    .as("the upload of day %d", call)
                    .isInstanceOf(SdkClientException.class);
            assertThat(rows(5)).isEmpty();
        }
        assertThatThrownBy(() -> run(failing(Integer.MAX_VALUE, 1), export)).isInstanceOf(SdkClientException.class);
        assertThat(rows(5)).as("the days that were committed").hasSize(2);

        BackfillSummary summary = run(export);

        assertThat(summary.rows()).isEqualTo(4);
        assertThat(rows(5)).hasSize(6).doesNotHaveDuplicates();
        assertThat(run(export).rows()).isZero();
        assertThat(rows(5)).hasSize(6);
    }

    @Test
    void aProcessThatIsKilledWhileItCommitsLeavesDaysWholeAndIsRepeated() throws Exception {
        Path file = file("killed", farApart(6));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Lake.class.getName()));
        command.addAll(List.of(arguments(file)));
        Process process = new ProcessBuilder(command).start();
        BufferedReader progress = process.errorReader();
        for (String line = progress.readLine(); line != null && !line.startsWith("Committing"); ) {
            line = progress.readLine();
        }
        process.destroyForcibly().waitFor();

        assertThat(process.exitValue()).as("killed before its end").isNotZero();
        assertThat(rows(6).size()).isLessThan(6);
        assertThat(backfill(file)).isZero();
        assertThat(rows(6)).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void aFileThatIsCutOffOrNotThereChangesNothingAndIsOneLine() throws Exception {
        String export = supergroup(7, said(1, NOON, "a"), said(2, NOON, "b"));
        List<String> before = imports();
        Path cut = file("cut", export.substring(0, export.length() - 4));

        assertThat(backfill(cut)).isEqualTo(1);
        assertThat(err.toString().lines().filter(line -> line.contains("cut.json")))
                .singleElement()
                .asString()
                .contains("ends in the middle; 2 messages were read");
        assertThat(imports()).as("nothing is uploaded").isEqualTo(before);
        assertThat(rows(7)).isEmpty();

        assertThat(backfill(folder.resolve("nowhere.json"))).isEqualTo(1);
        assertThat(err.toString()).contains("There is no file").contains("nowhere.json");
        assertThat(backfill(cut, "--zone", "Mars")).isEqualTo(2);
    }

    @Test
    void whatTheTransformRefusesIsCountedWithItsReason() throws Exception {
        Path file = file("refused", supergroup(8, said(1, NOON, "x".repeat(5_000_000)), said(2, NOON, "small")));

        assertThat(backfill(file)).isEqualTo(1);
        assertThat(out.toString())
                .contains("1  rows: these messages and their reactions")
                .contains("1  rows refused by the transform: the answer has no room for its row");
        assertThat(rows(8)).hasSize(1);
    }

    /// Three days a month apart, each with a message and, a day later, a reaction to it.
    private static String farApart(long chat) {
        String[] messages = new String[3];
        for (int i = 0; i < messages.length; i++) {
            Instant sent = NOON.minus(Duration.ofDays(30 * (i + 1L)));
            messages[i] = said(
                    i + 1,
                    sent,
                    "m",
                    "\"reactions\":[{\"type\":\"emoji\",\"emoji\":\"👍\",\"count\":1,"
                            + "\"recent\":[{\"from_id\":\"user2\",\"date\":\"%s\"}]}]"
                                    .formatted(sent.plus(Duration.ofDays(1))
                                            .toString()
                                            .replace("Z", "")));
        }
        return supergroup(chat, messages);
    }

    private static String supergroup(long chat, String... messages) {
        return "{\"name\":\"Help\",\"type\":\"private_supergroup\",\"id\":%d,\"messages\":[%s]}"
                .formatted(chat, String.join(",", messages));
    }

    private static String said(long id, Instant at, String text, String... fields) {
        String more = fields.length == 0 ? "" : "," + fields[0];
        return "{\"id\":%d,\"type\":\"message\",\"date\":\"%s\",\"date_unixtime\":\"%d\",\"from\":\"Ana\",\"from_id\":\"user1\",\"text\":\"%s\"%s}"
                .formatted(id, at.toString().replace("Z", ""), at.getEpochSecond(), text, more);
    }

    private static Path file(String name, String export) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), export);
    }

    private static List<List<String>> rows(long chat) {
        return athena.rows("SELECT dt, kind, message_id, text, reply_to_author_id, author_name FROM updates"
                + " WHERE chat_id = %d ORDER BY event_time, kind".formatted(SUPERGROUPS - chat));
    }

    private static void post(String update) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(pipeline.webhook())
                    .header("X-Telegram-Bot-Api-Secret-Token", pipeline.secret())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(update))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static Deployment deployment() {
        return new LocalDeployment(folder.resolve("data"), pipeline.page(), pipeline.aws(), pipeline.s3());
    }

    private static BackfillSummary run(String export) throws Exception {
        return run(deployment(), export);
    }

    private static BackfillSummary run(Deployment deployment, String export) throws Exception {
        try (deployment) {
            return new Backfill(deployment, Clock.systemUTC())
                    .run(
                            new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)),
                            Backfill.Options.DEFAULT,
                            BackfillProgress.NONE);
        }
    }

    private static List<String> imports() {
        try (Deployment deployment = deployment()) {
            return deployment
                    .s3()
                    .listObjectsV2(list -> list.bucket("telegram-lake").prefix("imports/"))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .toList();
        }
    }

    private int backfill(Path file, String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Lake.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments(file, options));
    }

    private static String[] arguments(Path file, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "backfill", file.toString(), "--data", folder.resolve("data").toString()));
        arguments.addAll(List.of("--port", String.valueOf(pipeline.page().getPort())));
        arguments.addAll(List.of("--aws-port", String.valueOf(pipeline.aws().getPort())));
        arguments.addAll(List.of("--s3-port", String.valueOf(pipeline.s3().getPort())));
        arguments.addAll(List.of(options));
        return arguments.toArray(new String[0]);
    }

    /// Fails at an upload, or at a call of the compaction.
    private static Deployment failing(int upload, int compaction) {
        Deployment real = deployment();
        S3Client s3 = failing(S3Client.class, real.s3(), "putObject", upload, real.s3());
        return failing(Deployment.class, real, "compact", compaction, s3);
    }

    /// @param s3 what is given for the deployment's
    private static <T> T failing(Class<T> type, T real, String method, int at, S3Client s3) {
        AtomicInteger calls = new AtomicInteger();
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, values) -> {
                    if (called.getName().equals(method) && calls.getAndIncrement() == at) {
                        throw SdkClientException.create("the network is gone");
                    }
                    return called.getName().equals("s3") ? s3 : called.invoke(real, values);
                }));
    }
}
