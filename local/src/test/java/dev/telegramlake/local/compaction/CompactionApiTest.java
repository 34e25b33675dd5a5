package dev.telegramlake.local.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `POST /api/compact` and what `/api/status` says after it, as the page uses them.
final class CompactionApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final CompactionLab LAB = new CompactionLab();

    @AfterAll
    static void close() {
        HTTP.close();
    }

    @Test
    void theSummaryHasTheFilesAndTheTimeOfASampleQueryBeforeAndAfter() throws Exception {
        LocalDate day = LAB.yesterday();
        for (int file = 0; file < 5; file++) {
            LAB.landing().land(day, "0" + file, Landing.updates(1 + file * 10L, 10, file));
        }
        LAB.register(day);

        HttpResponse<String> answer = post("{}", "application/json", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode summary = JSON.readTree(answer.body());
        assertThat(summary.path("before").path("files").asInt()).isEqualTo(5);
        assertThat(summary.path("after").path("files").asInt()).isEqualTo(1);
        assertThat(summary.path("after").path("rows").asInt()).isEqualTo(50);
        assertThat(summary.path("after").path("millis").asInt()).isPositive();
        JsonNode last = JSON.readTree(get("/api/status")).path("lastCompaction");
        assertThat(last.path("summary")).isEqualTo(summary);
        assertThat(last.path("time").asText()).isNotEmpty();
    }

    @Test
    void whatIsWrongIsSaidInASentence() throws Exception {
        HttpResponse<String> answer = post("{\"date\": \"yesterday\"}", "application/json", null);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("error").asText())
                .isEqualTo("date must be a day such as 2026-03-01, but is \"yesterday\"");
        assertThat(post("[]", "application/json", null).statusCode()).isEqualTo(400);
    }

    @Test
    void anotherSiteCannotAskForACompaction() throws Exception {
        String own = "http://127.0.0.1:" + LAB.pipeline().page().getPort();

        assertThat(post("{}", "text/plain", null).statusCode()).isEqualTo(415);
        assertThat(post("{}", "application/json", "http://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(post("{\"dryRun\": true}", "application/json; charset=utf-8", own)
                        .statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> post(String body, String type, @Nullable String origin)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        LAB.pipeline().page().resolve("/api/compact"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (origin != null) {
            request.header("Origin", origin);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(LAB.pipeline().page().resolve(path)).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
