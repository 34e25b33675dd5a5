package dev.telegramlake.local.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.AthenaQueries;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.PipelineSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An export through the whole pipeline: the transform function, the bucket, the compaction, SQL.
final class BackfillTest {
    private static final String EXPORT = """
            {"name":"Help","type":"private_supergroup","id":1234567890,"messages":[
             {"id":1,"type":"message","date_unixtime":"1772452800","from":"Ana","from_id":"user1","text":"old?"},
             {"id":2,"type":"message","date_unixtime":"1772539200","from":"Bo","from_id":"user2","text":"yes",
              "reply_to_message_id":1,"reactions":[{"type":"emoji","emoji":"👍","count":1,"recent":[
               {"from":"Ana","from_id":"user1","date":"2026-03-03T12:01:00"}]}]},
             {"id":3,"type":"message","date_unixtime":"4102444800","from":"Bo","from_id":"user2","text":"not yet"}]}""";

    private static final String ALL = "SELECT dt, kind, text, reply_to_author_id, author_name, payload FROM updates"
            + " ORDER BY event_time, kind";

    @TempDir
    Path folder;

    @Test
    void historyIsInThePartitionsOfItsDaysHoweverOftenItIsBroughtIn() throws Exception {
        try (Pipeline pipeline = start();
                AthenaQueries athena = new AthenaQueries(pipeline.aws())) {
            Backfill.Summary first = backfill(pipeline);

            assertThat(first.messages()).isEqualTo(3);
            assertThat(first.rows()).isEqualTo(3);
            assertThat(first.tooNew()).as("a day that is not over").isEqualTo(1);
            assertThat(first.refused()).isZero();
            assertThat(first.days()).hasToString("[2026-03-02, 2026-03-03]");
            List<List<String>> rows = athena.rows(ALL);
            assertThat(rows)
                    .extracting(row -> row.subList(0, 5))
                    .containsExactly(
                            List.of("2026-03-02", "message", "old?", "null", "Ana"),
                            List.of("2026-03-03", "message", "yes", "1", "Bo"),
                            List.of("2026-03-03", "message_reaction", "null", "null", "Ana"));

            Backfill.Summary second = backfill(pipeline);

            assertThat(second).isEqualTo(first);
            assertThat(athena.rows(ALL)).isEqualTo(rows);
            assertThat(athena.rows("SELECT text, author_name FROM messages ORDER BY message_id"))
                    .containsExactly(List.of("old?", "Ana"), List.of("yes", "Bo"));
        }
    }

    private Pipeline start() throws Exception {
        return Pipeline.start(new PipelineSettings(
                folder, "127.0.0.1", 0, 0, 0, Duration.ofSeconds(1), Optional.empty(), Set.of(), ZoneOffset.UTC));
    }

    private static Backfill.Summary backfill(Pipeline pipeline) throws IOException {
        return pipeline.backfill(new ByteArrayInputStream(EXPORT.getBytes(StandardCharsets.UTF_8)));
    }
}
