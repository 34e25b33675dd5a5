package dev.telegramlake.local.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TelegramExportTest {
    private static final String MESSAGE = "{\"id\":1,\"text\":\"a\"}";

    /// What was read, in words.
    private static final class Log implements TelegramExport.Visitor {
        private final List<String> lines = new ArrayList<>();

        @Override
        public @Nullable LeftOut chat(ExportedChat chat) {
            lines.add("%s %d %s".formatted(chat.type(), chat.id(), chat.title()));
            return chat.id() == -8 ? LeftOut.OTHER_CHAT : null;
        }

        @Override
        public void message(ObjectNode message) {
            lines.add(message.path("text").asText());
        }

        @Override
        public void leftOut(LeftOut reason) {
            lines.add(reason.name());
        }

        @Override
        public void chatEnds() {}
    }

    @Test
    void aFullExportGivesItsGroupsAndChannelsAndCountsTheRest() throws Exception {
        assertThat(read("""
                {"about":"","personal_information":{"user_id":1},"contacts":{"list":[{"first_name":"x"}]},
                 "chats":{"about":"","list":[
                 {"name":"Bo","type":"personal_chat","id":2,"messages":[%1$s,%1$s]},
                 {"type":"saved_messages","id":1,"messages":[%1$s]},
                 {"name":"G","type":"private_group","id":3,"messages":[%1$s]},
                 {"name":"H","type":"private_group","id":8,"messages":[%1$s]},
                 {"name":null,"type":"public_channel","id":4,"messages":[]}]},
                 "left_chats":{"list":[{"name":"S","type":"public_supergroup","id":10000000005,"messages":[%1$s]}]}}""".formatted(MESSAGE)))
                .containsExactly(
                        "PRIVATE_CHAT",
                        "PRIVATE_CHAT",
                        "PRIVATE_CHAT",
                        "group -3 G",
                        "a",
                        "group -8 H",
                        "OTHER_CHAT",
                        "channel -1000000000004 null",
                        "supergroup -1010000000005 S",
                        "a");
    }

    @Test
    void controlCharactersAreReadAsTelegramDesktopWritesThem() throws Exception {
        assertThat(read(chat("{\"id\":1,\"text\":\"a\\x1Fb\\x0B\\\\x1F\\\\\\x01\\\"\\x02\"}")))
                .last()
                .isEqualTo("a\u001fb\u000b\\x1F\\\u0001\"\u0002");
    }

    @Test
    void anEscapeIsReadAcrossTheBordersOfWhatIsReadAtOnce() throws IOException {
        byte[] written = "{\"a\":\"\\\\\\x1F\\\\x1F\\n\\x0b\"}".getBytes(StandardCharsets.US_ASCII);
        String plain = new String(
                new ControlEscapes(new ByteArrayInputStream(written)).readAllBytes(), StandardCharsets.US_ASCII);

        for (int size = 1; size < 8; size++) {
            assertThat(new String(
                            new ControlEscapes(inPieces(written, size)).readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo(plain)
                    .isEqualTo("{\"a\":\"\\\\\\u001F\\\\x1F\\n\\u000b\"}");
        }
    }

    private static InputStream inPieces(byte[] bytes, int size) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, size));
            }
        };
    }

    @Test
    void aByteOrderMarkDoesNotCount() throws Exception {
        assertThat(read("\uFEFF" + chat(MESSAGE))).containsExactly("group -3 G", "a");
    }

    @Test
    void whereverAFileIsCutOffItIsSaid() {
        String export = chat(MESSAGE + "," + MESSAGE);

        for (int length = 1; length < export.length(); length++) {
            String cut = export.substring(0, length);
            assertThatThrownBy(() -> read(cut))
                    .as(cut)
                    .isInstanceOf(BackfillException.class)
                    .hasMessageStartingWith("The file ends in the middle; ")
                    .hasMessageContaining("nothing was brought in");
        }
        assertThatThrownBy(() -> read(export.substring(0, export.length() - 3)))
                .hasMessageContaining("2 messages were read");
    }

    @Test
    void whatIsNoExportIsRefusedWithARemedy() {
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(BackfillException.class)
                .hasMessageContaining("empty")
                .hasMessageContaining("result.json");
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("no chat").hasMessageContaining("result.json");
        assertThatThrownBy(() -> read("{\"update_id\":1}")).hasMessageContaining("no chat");
        assertThatThrownBy(() -> read("<html>"))
                .hasMessageContaining("not JSON at line 1")
                .hasMessageContaining("Machine-readable JSON");
        assertThatThrownBy(() -> read("{\"messages\":[],\"type\":\"private_group\",\"id\":1}"))
                .hasMessageContaining("before its messages");
        for (long id : new long[] {Long.MIN_VALUE, -1, 0, (1L << 52) + 1}) {
            assertThatThrownBy(() -> read("{\"type\":\"private_group\",\"id\":%d,\"messages\":[]}".formatted(id)))
                    .hasMessageStartingWith("No group and no channel has the id " + id);
        }
    }

    private static String chat(String messages) {
        return "{\"name\":\"G\",\"type\":\"private_group\",\"id\":3,\"messages\":[%s]}".formatted(messages);
    }

    private static List<String> read(String export) throws Exception {
        Log log = new Log();
        TelegramExport.read(new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)), log);
        return log.lines;
    }
}
