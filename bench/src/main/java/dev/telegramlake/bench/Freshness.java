package dev.telegramlake.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.bench.contest.Machine;
import dev.telegramlake.local.disk.TemporaryFolder;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// From the webhook's 200 to the row in SQL, beyond the buffer interval, which is 0 here. Each update is posted when
/// the
/// one before it has been seen. Two times are taken: when its file is in the bucket (flush, transform, convert, put:
/// the
/// floor), and when a query of the page has answered with its row, the query's own time included.
final class Freshness {
    private static final int WARM_UP = 20;
    private static final int UPDATES = 100;
    private static final double GOAL_SECONDS = 1;

    private final ObjectMapper json = new ObjectMapper();
    private final Histogram inBucket = new Histogram(3);
    private final Histogram inSql = new Histogram(3);
    private final LakeProcess lake;
    private final HttpClient http;

    private Freshness(LakeProcess lake, HttpClient http) {
        this.lake = lake;
        this.http = http;
    }

    /// Measures, and checks that each update is one row in the end.
    public static void main(String[] arguments) throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder("freshness-bench");
                LakeProcess lake = LakeProcess.up(folder.path().resolve("data"), "--buffer-seconds", "0");
                HttpClient http = HttpClient.newHttpClient()) {
            new Freshness(lake, http).measure();
        }
        System.exit(0);
    }

    private void measure() throws Exception {
        for (int id = 1; id <= WARM_UP; id++) {
            one(id);
        }
        inBucket.reset();
        inSql.reset();
        for (int id = WARM_UP + 1; id <= WARM_UP + UPDATES; id++) {
            one(id);
        }
        if (query("SELECT DISTINCT update_id FROM updates").size() != WARM_UP + UPDATES) {
            throw new IOException("Not every update is a row");
        }
        System.out.printf(
                "%-10s %-40s %8s %8s %8s  %s%n", "Freshness", Machine.description(), "p50 s", "p95 s", "max s", "goal");
        print("its file is in the bucket (the floor)", inBucket, "");
        boolean isMet = seconds(inSql, 95) < GOAL_SECONDS;
        print(
                "a query has answered with its row",
                inSql,
                "p95 under %.0f s %s".formatted(GOAL_SECONDS, isMet ? "met" : "not met"));
    }

    private void one(int id) throws Exception {
        int files = files();
        post(id);
        long answered = System.nanoTime();
        while (files() == files) {
            Thread.sleep(2);
        }
        inBucket.recordValue(microsSince(answered));
        while (query("SELECT 1 FROM updates WHERE dt >= current_date - INTERVAL '1' DAY AND update_id = " + id)
                .isEmpty()) {
            Thread.sleep(2);
        }
        inSql.recordValue(microsSince(answered));
    }

    private int files() {
        return (int) lake
                .deployment()
                .s3()
                .listObjectsV2Paginator(list -> list.bucket(Lake.BUCKET).prefix(Lake.LANDING_PREFIX))
                .contents()
                .stream()
                .count();
    }

    private void post(int id) throws IOException, InterruptedException {
        String update = """
                {"update_id":%d,"message":{"message_id":%d,"date":%d,"chat":{"id":-1001,"type":"supergroup"},\
                "from":{"id":7,"is_bot":false,"first_name":"Zoe"},"text":"How do I change my password?"}}\
                """.formatted(id, id, Instant.now().getEpochSecond());
        send(HttpRequest.newBuilder(lake.page().resolve("webhook"))
                .header("X-Telegram-Bot-Api-Secret-Token", lake.secret())
                .POST(HttpRequest.BodyPublishers.ofString(update))
                .build());
    }

    private JsonNode query(String sql) throws IOException, InterruptedException {
        String body = json.createObjectNode().put("sql", sql).toString();
        return json.readTree(send(HttpRequest.newBuilder(lake.page().resolve("api/query"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build()))
                .path("rows");
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("%s: %d %s".formatted(request.uri(), answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    private static long microsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000;
    }

    private static double seconds(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e6;
    }

    private static void print(String name, Histogram micros, String goal) {
        System.out.println(String.format(
                Locale.ROOT,
                "%-10s %-40s %8.3f %8.3f %8.3f  %s",
                "",
                name,
                seconds(micros, 50),
                seconds(micros, 95),
                seconds(micros, 100),
                goal));
    }
}
