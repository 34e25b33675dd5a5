package dev.telegramlake.local.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `backfill/messages.ndjson` has a line for every kind of message: its fields in an export, and in an update.
final class ExportConverterTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ExportedChat CHAT =
            ExportedChat.of("private_supergroup", 1_234_567_890, "Help").orElseThrow();
    private static final String SENT = "1772452800";

    private final ExportConverter converter = converter(CHAT);

    private static ExportConverter converter(ExportedChat chat) {
        return new ExportConverter(chat, new ExportTimes(Optional.empty(), ZoneOffset.UTC));
    }

    static List<JsonNode> messages() throws IOException {
        List<JsonNode> messages = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/backfill/messages.ndjson"))) {
            messages.add(JSON.readTree(line));
        }
        return messages;
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageBecomesTheUpdateThatTheBotApiWouldHaveSent(JsonNode line) throws IOException {
        boolean isService = line.path("exported").has("action");
        ObjectNode exported = JSON.createObjectNode()
                .put("id", 7)
                .put("type", isService ? "service" : "message")
                .put("date_unixtime", SENT)
                .put(isService ? "actor" : "from", "Ana")
                .put(isService ? "actor_id" : "from_id", "user1");
        exported.setAll((ObjectNode) line.path("exported"));

        List<HistoricUpdate> updates = converter.convert(exported).updates();

        ObjectNode message = (ObjectNode)
                JSON.readTree(updates.getFirst().json().path("message").toString());
        assertThat(updates).hasSize(1);
        assertThat(message.remove("message_id").longValue()).isEqualTo(7);
        assertThat(message.remove("date").longValue()).isEqualTo(Long.parseLong(SENT));
        assertThat(message.remove("chat")).isEqualTo(CHAT.json());
        assertThat(message.remove("from").path("id").longValue()).isEqualTo(1);
        assertThat(message).as(line.path("about").asText()).isEqualTo(line.path("becomes"));
    }

    @Test
    void aGroupAndAChannelBeginUnderTheirOwnNames() throws IOException {
        String begin = service("\"action\":\"create_channel\"");

        assertThat(only(converter(ExportedChat.channel(5, "C")), begin).json().path("channel_post"))
                .contains(JSON.getNodeFactory().booleanNode(true));
        assertThat(only(converter(ExportedChat.group(5, "G")), begin)
                        .json()
                        .path("message")
                        .path("group_chat_created"))
                .isEqualTo(JSON.getNodeFactory().booleanNode(true));
    }

    @Test
    void aPostOfAChannelIsOfItsOwnKindAndWrittenByTheChannel() throws IOException {
        HistoricUpdate post = only(
                converter(ExportedChat.channel(5, "C")),
                message(1, "\"from\":\"C\",\"from_id\":\"channel5\",\"text\":\"x\""));

        assertThat(post.json().path("channel_post").path("sender_chat"))
                .isEqualTo(ExportedChat.channel(5, "C").json());
    }

    @Test
    void aReplyNamesTheAuthorOfTheMessageThatItAnswersInWhicheverOrderTheyCome() throws IOException {
        convert(message(9, "\"from\":\"Cy\",\"from_id\":\"channel44\",\"text\":\"?\""));
        convert(message(1, "\"from\":\"Ana\",\"from_id\":\"user1\",\"text\":\"?\""));
        JsonNode reply = convert(message(10, "\"from_id\":\"user2\",\"reply_to_message_id\":1,\"text\":\"!\""));
        JsonNode toChannel = convert(message(11, "\"from_id\":\"user2\",\"reply_to_message_id\":9,\"text\":\"!\""));

        assertThat(reply.at("/message/reply_to_message/from/id").longValue()).isEqualTo(1);
        assertThat(toChannel.at("/message/reply_to_message/sender_chat/id").longValue())
                .isEqualTo(-1_000_000_000_044L);
    }

    @Test
    void whatAnswersATopicsCreationIsInTheTopic() throws IOException {
        convert(service("\"action\":\"topic_created\",\"title\":\"Help\""));
        JsonNode message = convert(message(10, "\"from_id\":\"user2\",\"reply_to_message_id\":7,\"text\":\"!\""));

        assertThat(message.at("/message/message_thread_id").longValue()).isEqualTo(7);
        assertThat(message.at("/message/reply_to_message").has("forum_topic_created"))
                .isTrue();
    }

    @Test
    void whoWritesAsTheGroupIsTheGroup() throws IOException {
        JsonNode message =
                convert(message(1, "\"from\":\"Help\",\"from_id\":\"channel1234567890\",\"text\":\"rules\""));

        assertThat(message.at("/message/sender_chat")).isEqualTo(CHAT.json());
        assertThat(message.path("message").has("from")).isFalse();
    }

    @Test
    void anOlderExportHasNumbersForPeopleAndADeletedAccountHasNoName() throws IOException {
        assertThat(convert(message(1, "\"from\":null,\"from_id\":5000000001,\"text\":\"x\""))
                        .at("/message/from"))
                .hasToString("{\"first_name\":\"\",\"id\":5000000001}");
        assertThat(convert(message(2, "\"text\":\"nobody\"")).path("message").has("from"))
                .isFalse();
    }

    @Test
    void everyReactionThatIsNamedIsAnUpdateOfItsOwn() throws IOException {
        List<HistoricUpdate> updates = converter.convert(read(message(1, """
                "date":"2026-03-02T09:00:00","from_id":"user1","text":"x","reactions":[
                 {"type":"emoji","count":2,"emoji":"👍","recent":[
                  {"from":"Bo","from_id":"user2","date":"2026-03-02T09:01:00"}]},
                 {"type":"custom_emoji","count":1,"document_id":"5","recent":[
                  {"from":"C","from_id":"channel9","date":"2026-03-02T09:02:00"}]},
                 {"type":"paid","count":1,"recent":[{"from":"Bo","from_id":"user2","date":"2026-03-02T09:03:00"}]},
                 {"type":"emoji","count":7,"emoji":"🔥"}]"""))).updates();

        assertThat(updates).hasSize(4).extracting(HistoricUpdate::id).doesNotHaveDuplicates();
        assertThat(updates.subList(1, 4))
                .as("local times, by the offset that the message shows")
                .extracting(HistoricUpdate::seconds)
                .containsExactly(1_772_452_860L, 1_772_452_920L, 1_772_452_980L);
        assertThat(updates.subList(1, 4))
                .extracting(update -> update.json().path("message_reaction").path("new_reaction"))
                .extracting(JsonNode::toString)
                .containsExactly(
                        "[{\"type\":\"emoji\",\"emoji\":\"👍\"}]",
                        "[{\"type\":\"custom_emoji\",\"custom_emoji_id\":\"5\"}]",
                        "[{\"type\":\"paid\"}]");
        assertThat(updates.get(1).json().at("/message_reaction/user/id").longValue())
                .isEqualTo(2);
        assertThat(updates.get(2).json().at("/message_reaction/actor_chat/id").longValue())
                .isEqualTo(-1_000_000_000_009L);
        assertThat(updates.get(1).json().at("/message_reaction/old_reaction")).isEmpty();
    }

    @Test
    void theSameMessageIsAlwaysTheSameUpdateAndNeverOneOfABots() throws IOException {
        HistoricUpdate one = only(converter(CHAT), message(1, "\"text\":\"x\""));

        assertThat(only(converter(CHAT), message(1, "\"text\":\"other\"")).id()).isEqualTo(one.id());
        assertThat(one.id()).isNegative();
        assertThat(only(converter(CHAT), message(2, "\"text\":\"x\"")).id()).isNotEqualTo(one.id());
        assertThat(only(converter(ExportedChat.group(1, "G")), message(1, "\"text\":\"x\""))
                        .id())
                .isNotEqualTo(one.id());
    }

    @Test
    void whatHasNoDateOrNoExplanationIsLeftOutWithItsReason() throws IOException {
        assertThat(converter
                        .convert(read("{\"id\":1,\"type\":\"unsupported\"}"))
                        .leftOut())
                .isEqualTo(LeftOut.UNSUPPORTED);
        assertThat(converter
                        .convert(read("{\"id\":1,\"type\":\"message\",\"text\":\"x\"}"))
                        .leftOut())
                .isEqualTo(LeftOut.NO_DATE);
        assertThat(converter
                        .convert(read("{\"id\":1,\"type\":\"message\",\"date\":\"1970-01-01T00:00:00\"}"))
                        .leftOut())
                .isEqualTo(LeftOut.NO_DATE);
    }

    @Test
    void aTimeWithoutUnixTimeIsOfTheGivenZoneElseOfTheOffsetSeenLastElseOfTheTable() throws IOException {
        ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");
        JsonNode old = read("{\"date\":\"2026-03-02T09:00:00\"}");
        ExportTimes fallback = new ExportTimes(Optional.empty(), saoPaulo);

        assertThat(fallback.seconds(old, "date")).isEqualTo(1_772_452_800);
        fallback.seconds(read("{\"date\":\"2026-03-01T10:00:00\",\"date_unixtime\":\"1772359200\"}"), "date");
        assertThat(fallback.seconds(old, "date"))
                .as("the message before was exported in UTC")
                .isEqualTo(1_772_442_000);
        assertThat(new ExportTimes(Optional.of(saoPaulo), ZoneOffset.UTC).seconds(old, "date"))
                .isEqualTo(1_772_452_800);
    }

    @Test
    void ofAnHourThatComesTwiceItIsTheFirst() throws IOException {
        ExportTimes berlin = new ExportTimes(Optional.of(ZoneId.of("Europe/Berlin")), ZoneOffset.UTC);

        assertThat(berlin.seconds(read("{\"date\":\"2025-10-26T02:30:00\"}"), "date"))
                .isEqualTo(1_761_438_600);
    }

    private JsonNode convert(String message) throws IOException {
        return only(converter, message).json();
    }

    private static HistoricUpdate only(ExportConverter converter, String message) throws IOException {
        List<HistoricUpdate> updates = converter.convert(read(message)).updates();
        assertThat(updates).hasSize(1);
        return updates.getFirst();
    }

    private static String message(int id, String fields) {
        return "{\"id\":%d,\"type\":\"message\",\"date_unixtime\":\"%s\",%s}".formatted(id, SENT, fields);
    }

    private static String service(String fields) {
        return "{\"id\":7,\"type\":\"service\",\"date_unixtime\":\"%s\",\"actor\":\"Ana\",\"actor_id\":\"user1\",%s}"
                .formatted(SENT, fields);
    }

    private static ObjectNode read(String json) throws IOException {
        return (ObjectNode) JSON.readTree(json);
    }
}
