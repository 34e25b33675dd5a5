package dev.telegramlake.local.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.lambda.LocalFunction;
import dev.telegramlake.transform.TransformHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Exports of Telegram Desktop, and files that are none.
final class TelegramExportFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    private final LocalFunction transform =
            LocalFunction.of("transform-fn", Duration.ofMinutes(1), new TransformHandler());

    /// What the messages became; says when it is called out of turn.
    private static final class Updates implements TelegramExport.Visitor {
        private final ExportTimes times = new ExportTimes(Optional.empty(), ZONE);
        private final List<HistoricUpdate> made = new ArrayList<>();
        private @Nullable ExportConverter chat;

        @Override
        public @Nullable LeftOut chat(ExportedChat next) {
            assertThat(next.id()).isNegative();
            chat = new ExportConverter(next, times);
            return null;
        }

        @Override
        public void message(ObjectNode message) {
            assertThat(chat).isNotNull();
            ExportConverter.Converted converted = chat.convert(message);
            assertThat(converted.updates().isEmpty()).isEqualTo(converted.leftOut() != null);
            made.addAll(converted.updates());
        }

        @Override
        public void leftOut(LeftOut reason) {
            assertThat(reason).isEqualTo(LeftOut.PRIVATE_CHAT);
        }

        @Override
        public void chatEnds() {
            chat = null;
        }
    }

    @FuzzTest(lifecycle = Lifecycle.PER_TEST)
    void anExportGivesUpdatesThatHaveRowsOrIsRefusedWithARemedy(byte[] bytes) throws Exception {
        Updates updates = new Updates();
        try {
            TelegramExport.read(new ByteArrayInputStream(bytes), updates);
        } catch (BackfillException refusal) {
            assertThat(refusal.getMessage()).containsAnyOf("Give the file result.json", "Export the chat again");
        }
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("records");
        for (HistoricUpdate update : updates.made) {
            assertThat(update.id())
                    .isNegative()
                    .isEqualTo(update.json().path("update_id").longValue());
            assertThat(LocalDate.ofInstant(Instant.ofEpochSecond(update.seconds()), ZONE))
                    .isBetween(LocalDate.of(2013, 8, 13), LocalDate.of(9999, 12, 31));
            records.addObject()
                    .put("recordId", String.valueOf(update.id()))
                    .put("approximateArrivalTimestamp", 0)
                    .put("data", JSON.writeValueAsBytes(update.json()));
        }
        if (!updates.made.isEmpty()) {
            haveRows(updates.made, event);
        }
    }

    private void haveRows(List<HistoricUpdate> updates, ObjectNode event) throws Exception {
        JsonNode answers = JSON.readTree(
                        transform.invoke(JSON.writeValueAsBytes(event)).payload())
                .path("records");
        assertThat(answers).hasSameSizeAs(updates);
        for (int i = 0; i < updates.size(); i++) {
            assertThat(answers.path(i).path("result").asText()).isEqualTo("Ok");
            JsonNode row = row(answers.path(i));
            assertThat(row.path("update_id").longValue())
                    .isEqualTo(updates.get(i).id());
            assertThat(row.path("chat_id").longValue()).isNegative();
            assertThat(JSON.readTree(row.path("payload").asText()))
                    .isEqualTo(
                            JSON.readTree(JSON.writeValueAsBytes(updates.get(i).json())));
        }
    }

    private static JsonNode row(JsonNode answer) throws IOException {
        return JSON.readTree(answer.path("data").binaryValue());
    }
}
