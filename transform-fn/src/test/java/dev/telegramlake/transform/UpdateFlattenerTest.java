package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UpdateFlattenerTest {
    /// 2026-03-01T12:00:00.250Z
    private static final long ARRIVAL = 1_772_366_400_250L;

    private static final String CHAT = "\"chat\":{\"id\":-1001,\"type\":\"supergroup\",\"title\":\"Help\"}";

    private final ObjectMapper json = new ObjectMapper();
    private final UpdateFlattener flattener = new UpdateFlattener();

    @Test
    void aTextMessageFillsKeyChatAuthorAndMessage() throws Exception {
        JsonNode row = message("""
                "message_id":7,"date":1772366399,"text":"Olá 👋","from":{"id":5000000001,"is_bot":false,
                "first_name":"Ana","last_name":"Lima","username":"ana","language_code":"pt-br","is_premium":true}""");

        assertThat(row.path("update_id").asLong()).isEqualTo(42);
        assertThat(row.path("kind").asText()).isEqualTo("message");
        assertThat(row.path("event_time").asText()).isEqualTo("2026-03-01 11:59:59.000");
        assertThat(row.path("arrival_time").asText()).isEqualTo("2026-03-01 12:00:00.250");
        assertThat(row.path("chat_id").asLong()).isEqualTo(-1001);
        assertThat(row.path("chat_type").asText()).isEqualTo("supergroup");
        assertThat(row.path("chat_title").asText()).isEqualTo("Help");
        assertThat(row.path("user_id").asLong()).isEqualTo(5_000_000_001L);
        assertThat(row.path("user_is_bot").asBoolean(true)).isFalse();
        assertThat(row.path("user_is_premium").asBoolean()).isTrue();
        assertThat(row.path("author_id").asLong()).isEqualTo(5_000_000_001L);
        assertThat(row.path("author_name").asText()).isEqualTo("Ana Lima");
        assertThat(row.path("content_type").asText()).isEqualTo("text");
        assertThat(row.path("text").asText()).isEqualTo("Olá 👋");
        assertThat(row.path("text_length").asInt()).isEqualTo(5);
        assertThat(row.has("caption")).isFalse();
        assertThat(row.has("reply_to_message_id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "edited_message", "channel_post", "edited_channel_post"})
    void everyKindOfMessageIsFlattenedAlike(String kind) throws Exception {
        JsonNode row =
                flatten("{\"update_id\":1,\"%s\":{\"message_id\":3,\"date\":9,\"edit_date\":10,%s,\"text\":\"a\"}}"
                        .formatted(kind, CHAT));

        assertThat(row.path("kind").asText()).isEqualTo(kind);
        assertThat(row.path("content_type").asText()).isEqualTo("text");
        assertThat(row.path("event_time").asText()).isEqualTo("1970-01-01 00:00:10.000");
    }

    @Test
    void thePayloadIsTheUpdateAsReceived() throws Exception {
        String update = "{ \"update_id\" : 1 , \"message\":{\"text\":\"\\u00e9 \\ud83d \\n\", \"New\":{\"X\":1}} }";

        JsonNode row = flatten(update + "\n");

        assertThat(row.path("payload").asText()).isEqualTo(update);
        assertThat(row.path("text").asText()).isEqualTo("é \uFFFD \n");
    }

    @Test
    void anAnonymousAdminIsTheGroupAndNoBot() throws Exception {
        JsonNode row = message("""
                "from":{"id":1087968824,"is_bot":true,"first_name":"Group"},
                "sender_chat":{"id":-1001,"type":"supergroup","title":"Help"},
                "reply_to_message":{"message_id":2,"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},
                "sender_chat":{"id":-1001,"type":"supergroup","title":"Help"}}""");

        assertThat(row.path("author_id").asLong()).isEqualTo(-1001);
        assertThat(row.path("author_name").asText()).isEqualTo("Help");
        assertThat(row.path("user_id").asLong()).isEqualTo(1087968824);
        assertThat(row.path("reply_to_author_id").asLong()).isEqualTo(-1001);
        assertThat(row.path("reply_to_is_bot").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"document\":{},\"animation\":{}', animation",
        "'\"photo\":[],\"live_photo\":{}', live_photo",
        "'\"location\":{},\"venue\":{}', venue",
        "'\"new_chat_members\":[],\"new_chat_member\":{}', new_chat_members",
        "'\"something_of_next_month\":{}', something_of_next_month",
        "'\"something_of_next_month\":1,\"text\":\"x\"', text",
        "'\"caption\":\"x\",\"video\":{}', video",
    })
    void theContentTypeIsTheFieldThatIsNotEnvelope(String fields, String expected) throws Exception {
        assertThat(message(fields).path("content_type").asText()).isEqualTo(expected);
    }

    @Test
    void entitiesAreCutByUtf16Offsets() throws Exception {
        JsonNode row = message("""
                "text":"👋👋 #casa @bob /start@x_bot ver isto","entities":[
                {"type":"hashtag","offset":5,"length":5},{"type":"mention","offset":11,"length":4},
                {"type":"bot_command","offset":16,"length":12},
                {"type":"text_link","offset":29,"length":3,"url":"https://example.org/"},
                {"type":"text_mention","offset":33,"length":4,"user":{"id":77,"is_bot":false,"first_name":"B"}},
                {"type":"url","offset":30,"length":100}]""");

        assertThat(strings(row, "hashtags")).containsExactly("#casa");
        assertThat(strings(row, "mentions")).containsExactly("@bob", "77");
        assertThat(strings(row, "commands")).containsExactly("/start@x_bot");
        assertThat(strings(row, "urls")).containsExactly("https://example.org/");
    }

    @Test
    void aCaptionIsTextWithItsOwnEntities() throws Exception {
        JsonNode row = message("""
                "caption_entities":[{"type":"hashtag","offset":0,"length":2}],"caption":"#a","photo":[
                {"file_id":"s","file_unique_id":"us","width":90,"height":90,"file_size":10},
                {"file_id":"l","file_unique_id":"ul","width":900,"height":900,"file_size":3000000000},
                {"file_id":"m","file_unique_id":"um","width":300,"height":300,"file_size":20}]""");

        assertThat(row.path("text").asText()).isEqualTo("#a");
        assertThat(strings(row, "hashtags")).containsExactly("#a");
        assertThat(row.path("file_id").asText()).isEqualTo("l");
        assertThat(row.path("file_size").asLong()).isEqualTo(3_000_000_000L);
    }

    @Test
    void theWordsOfARichMessageAreItsText() throws Exception {
        JsonNode row = message("""
                "rich_message":{"blocks":[{"type":"paragraph","text":["red ",{"type":"bold","text":["o",{"type":"italic",
                "text":"ne"}]}]},{"type":"table","cells":[[{"text":"a"},{"text":"b"}]]},
                {"type":"list","items":[{"label":"1","blocks":[{"type":"paragraph","text":"c"}]}]}]}""");

        assertThat(row.path("text").asText()).isEqualTo("red one\na\nb\nc");
        assertThat(row.path("content_type").asText()).isEqualTo("rich_message");
    }

    @Test
    void aTopicsCreationMessageIsNoReply() throws Exception {
        JsonNode row = message("""
                "is_topic_message":true,"message_thread_id":12,
                "reply_to_message":{"message_id":12,"from":{"id":9},"forum_topic_created":{"name":"x"}}""");

        assertThat(row.path("topic_id").asLong()).isEqualTo(12);
        assertThat(row.has("reply_to_message_id")).isFalse();
        assertThat(row.has("reply_to_author_id")).isFalse();
    }

    @Test
    void aReplyThreadOfAPlainGroupIsNoTopic() throws Exception {
        JsonNode row = message(
                "\"message_thread_id\":12,\"reply_to_message\":{\"message_id\":11,\"from\":{\"id\":9,\"is_bot\":true}}");

        assertThat(row.has("topic_id")).isFalse();
        assertThat(row.path("reply_to_message_id").asLong()).isEqualTo(11);
        assertThat(row.path("reply_to_author_id").asLong()).isEqualTo(9);
        assertThat(row.path("reply_to_is_bot").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"type\":\"user\",\"date\":5,\"sender_user\":{\"id\":8,\"first_name\":\"A\",\"last_name\":\"B\"}', 8, A B",
        "'\"type\":\"hidden_user\",\"date\":5,\"sender_user_name\":\"C D\"', , C D",
        "'\"type\":\"chat\",\"date\":5,\"sender_chat\":{\"id\":-8,\"title\":\"E\"}', -8, E",
        "'\"type\":\"channel\",\"date\":5,\"chat\":{\"id\":-9,\"title\":\"F\"},\"message_id\":1', -9, F",
    })
    void aForwardTellsItsOrigin(String origin, Long id, String name) throws Exception {
        JsonNode row = message("\"forward_origin\":{%s},\"forward_from\":{\"id\":1}".formatted(origin));

        assertThat(row.path("forward_author_name").asText()).isEqualTo(name);
        assertThat(row.path("forward_date").asLong()).isEqualTo(5);
        assertThat(row.has("forward_author_id")).isEqualTo(id != null);
        if (id != null) {
            assertThat(row.path("forward_author_id").asLong()).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "9224318016", "99999999999999"})
    void anAbsurdDateStaysInDateAndArrivalIsTheEventTime(String date) throws Exception {
        JsonNode row = message("\"date\":" + date);

        assertThat(row.path("date").asText()).isEqualTo(date);
        assertThat(row.path("event_time").asText()).isEqualTo("2026-03-01 12:00:00.250");
    }

    @Test
    void aFieldOfTheWrongTypeIsNullAndCounted() throws Exception {
        byte[] update = "{\"update_id\":1,\"message\":{\"message_id\":\"seven\",\"from\":[],\"text\":\"a\"}}"
                .getBytes(StandardCharsets.UTF_8);

        FlatUpdate flat = flattener.flatten(update, ARRIVAL);

        assertThat(json.readTree(flat.json()).has("message_id")).isFalse();
        assertThat(flat.mismatches()).containsExactly("message.message_id", "message.from");
    }

    @Test
    void anUnknownKindPassesThroughWithWhatIsCommon() throws Exception {
        JsonNode row = flatten("{\"update_id\":1,\"next_month\":{\"date\":60,\"from\":{\"id\":3},%s}}".formatted(CHAT));

        assertThat(row.path("kind").asText()).isEqualTo("next_month");
        assertThat(row.path("chat_id").asLong()).isEqualTo(-1001);
        assertThat(row.path("user_id").asLong()).isEqualTo(3);
        assertThat(row.path("event_time").asText()).isEqualTo("1970-01-01 00:01:00.000");
    }

    @Test
    void aWithdrawnVoteHasNoOptions() throws Exception {
        JsonNode row = flatten("{\"update_id\":1,\"poll_answer\":{\"poll_id\":\"77\",\"option_ids\":[]}}");

        assertThat(row.path("poll_id").asText()).isEqualTo("77");
        assertThat(row.path("poll_option_ids").isArray()).isTrue();
        assertThat(row.path("poll_option_ids")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'hello secret', 'not JSON at line 1, column 1'",
        "'[1]', 'not a JSON object'",
        "'{\"update_id\":1}', 'no field beside update_id'",
        "'{\"update_id\":\"1\",\"message\":{}}', 'update_id is missing or no 64-bit integer'",
        "'{\"update_id\":1,\"message\":{}} {}', 'more than one JSON value'",
    })
    void whatIsNoUpdateIsRefusedWithoutRepeatingItsText(String record, String reason) {
        assertThatThrownBy(() -> flatten(record))
                .isInstanceOf(BadRecordException.class)
                .hasMessage(reason);
    }

    private JsonNode message(String fields) throws Exception {
        return flatten("{\"update_id\":42,\"message\":{%s,%s}}".formatted(CHAT, fields));
    }

    private JsonNode flatten(String update) throws BadRecordException, IOException {
        return json.readTree(flattener
                .flatten(update.getBytes(StandardCharsets.UTF_8), ARRIVAL)
                .json());
    }

    private static List<String> strings(JsonNode row, String column) {
        return StreamSupport.stream(row.path(column).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
