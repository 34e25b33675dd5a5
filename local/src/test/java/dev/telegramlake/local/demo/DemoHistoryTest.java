package dev.telegramlake.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DemoHistoryTest {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final LocalDate LAST = LocalDate.of(2026, 3, 31);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theHistoryIsTheSameAtEveryRun() throws IOException {
        assertThat(history()).isEqualTo(history());
    }

    @Test
    void messagesComeInTheOrderOfTimeAndOfTheirNumbers() throws IOException {
        long seconds = 0;
        long number = 0;
        for (JsonNode message : JSON.readTree(history()).path("messages")) {
            assertThat(message.path("date_unixtime").asLong()).isGreaterThanOrEqualTo(seconds);
            assertThat(message.path("id").asLong()).isEqualTo(++number);
            seconds = message.path("date_unixtime").asLong();
        }
        assertThat(number).isGreaterThan(2_000);
    }

    @Test
    void somethingOfEverythingHappens() throws IOException {
        String history = new String(history(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(history)
                .contains("topic_created", "join_group_by_link", "remove_members", "reply_to_message_id", "reactions")
                .contains(
                        "edited_unixtime",
                        "forwarded_from",
                        "\"photo\"",
                        "voice_message",
                        "sticker",
                        "channel1987654321");
    }

    @Test
    void chatterIsUpdatesWithNumbersOfTheirOwn() throws IOException {
        DemoChatter chatter = new DemoChatter(1_000, 50, InstantSource.fixed(Instant.parse("2026-04-01T10:00:00Z")));
        Set<String> kinds = new HashSet<>();
        List<Long> updateIds = new ArrayList<>();
        List<Long> messageIds = new ArrayList<>();

        for (int i = 0; i < 500; i++) {
            JsonNode update = JSON.readTree(chatter.next());
            update.fieldNames().forEachRemaining(kinds::add);
            updateIds.add(update.path("update_id").asLong());
            if (update.has("message")) {
                messageIds.add(update.path("message").path("message_id").asLong());
            }
        }

        assertThat(kinds).contains("message", "edited_message", "message_reaction", "chat_member");
        assertThat(updateIds).startsWith(1_000L).doesNotHaveDuplicates();
        assertThat(messageIds).doesNotHaveDuplicates().allMatch(id -> id > 50);
        assertThat(chatter.lastMessageId()).isEqualTo(messageIds.getLast());
    }

    private static byte[] history() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DemoHistory.write(out, LAST, 30, ZONE);
        return out.toByteArray();
    }
}
