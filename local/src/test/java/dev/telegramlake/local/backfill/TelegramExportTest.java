package dev.telegramlake.local.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.telegramlake.local.backfill.ExportConverter.ConvertedUpdate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TelegramExportTest {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    @Test
    void aMessageBecomesTheUpdateThatTheBotApiWouldHaveSent() throws IOException {
        ConvertedUpdate update = convert("""
                {"id":7,"type":"message","date":"2026-03-02T09:00:00","date_unixtime":"1772452800","from":"Ana Souza",
                 "from_id":"user5000000001","edited_unixtime":"1772452860","text":"see x",
                 "text_entities":[{"type":"plain","text":"😀 see "},{"type":"link","text":"https://a.example"},
                 {"type":"text_link","text":"x","href":"https://b.example"},
                 {"type":"mention_name","text":"Bo","user_id":8}]}""").getFirst();

        JsonNode message = update.json().path("message");
        assertThat(update.seconds()).isEqualTo(1_772_452_800);
        assertThat(update.json().path("update_id").asLong()).isNegative();
        assertThat(message.path("message_id").asLong()).isEqualTo(7);
        assertThat(message.path("date").asLong()).isEqualTo(1_772_452_800);
        assertThat(message.path("edit_date").asLong()).isEqualTo(1_772_452_860);
        assertThat(message.path("chat").path("id").asLong()).isEqualTo(-1_001_234_567_890L);
        assertThat(message.path("chat").path("type").asText()).isEqualTo("supergroup");
        assertThat(message.path("from").path("id").asLong()).isEqualTo(5_000_000_001L);
        assertThat(message.path("from").path("first_name").asText()).isEqualTo("Ana Souza");
        assertThat(message.path("text").asText()).isEqualTo("😀 see https://a.examplexBo");
        assertThat(message.path("entities")).hasToString("""
                [{"type":"url","offset":7,"length":17},\
                {"type":"text_link","offset":24,"length":1,"url":"https://b.example"},\
                {"type":"text_mention","offset":25,"length":2,"user":{"id":8}}]""");
    }

    @Test
    void theTextOfAnOlderExportIsAStringOrAMixedArray() throws IOException {
        assertThat(text("\"text\":\"plain\"")).isEqualTo("plain");
        assertThat(text("\"text\":[\"Hi \",{\"type\":\"mention\",\"text\":\"@bo\"},\"!\"]"))
                .isEqualTo("Hi @bo!");
    }

    private static String text(String field) throws IOException {
        return convert("{\"id\":1,\"type\":\"message\",\"date_unixtime\":\"1\",\"from_id\":\"user1\"," + field + "}")
                .getFirst()
                .json()
                .path("message")
                .path("text")
                .asText();
    }

    @Test
    void aDateWithoutUnixTimeIsLocal() throws IOException {
        assertThat(convert(
                                "{\"id\":1,\"type\":\"message\",\"date\":\"2026-03-02T09:00:00\",\"from_id\":5,\"text\":\"\"}")
                        .getFirst()
                        .seconds())
                .isEqualTo(1_772_452_800);
    }

    @Test
    void mediaKeepTheirKindAndTheTextIsTheirCaption() throws IOException {
        String common = "\"type\":\"message\",\"date_unixtime\":\"1\",\"from_id\":\"user1\",\"text\":\"words\"";
        List<ConvertedUpdate> updates = convert(
                "{\"id\":1," + common + ",\"photo\":\"p.jpg\",\"photo_file_size\":9}",
                "{\"id\":2," + common + ",\"file\":\"v.ogg\",\"media_type\":\"voice_message\",\"duration_seconds\":5}",
                "{\"id\":3," + common + ",\"file\":\"s.webp\",\"media_type\":\"sticker\",\"sticker_emoji\":\"🙂\"}",
                "{\"id\":4," + common + ",\"file\":\"d.pdf\",\"mime_type\":\"application/pdf\"}",
                "{\"id\":5," + common + ",\"poll\":{\"question\":\"Which?\"}}");

        assertThat(updates)
                .extracting(update -> update.json().path("message"))
                .allSatisfy(message -> {
                    assertThat(message.path("caption").asText()).isEqualTo("words");
                    assertThat(message.has("text")).isFalse();
                })
                .extracting(JsonNode::toString)
                .satisfiesExactly(
                        photo -> assertThat(photo).contains("\"photo\":[{\"file_size\":9}]"),
                        voice -> assertThat(voice).contains("\"voice\":{\"duration\":5}"),
                        sticker -> assertThat(sticker).contains("\"sticker\":{\"emoji\":\"🙂\"}"),
                        document -> assertThat(document).contains("\"document\":{\"mime_type\":\"application/pdf\"}"),
                        poll -> assertThat(poll).contains("\"poll\":{\"question\":\"Which?\"}"));
    }

    @Test
    void aReplyNamesTheAuthorOfTheMessageThatItAnswers() throws IOException {
        JsonNode reply = convert(
                        "{\"id\":1,\"type\":\"message\",\"date_unixtime\":\"1\",\"from\":\"Ana\",\"from_id\":\"user1\",\"text\":\"?\"}",
                        "{\"id\":2,\"type\":\"message\",\"date_unixtime\":\"2\",\"from_id\":\"user2\",\"reply_to_message_id\":1,\"text\":\"!\"}")
                .getLast()
                .json()
                .path("message")
                .path("reply_to_message");

        assertThat(reply.path("message_id").asLong()).isEqualTo(1);
        assertThat(reply.path("from").path("id").asLong()).isEqualTo(1);
    }

    @Test
    void whoWritesAsTheGroupIsAChat() throws IOException {
        JsonNode message = convert(
                        "{\"id\":1,\"type\":\"message\",\"date_unixtime\":\"1\",\"from\":\"Help\",\"from_id\":\"channel1234567890\",\"text\":\"rules\"}")
                .getFirst()
                .json()
                .path("message");

        assertThat(message.path("sender_chat").path("id").asLong()).isEqualTo(-1_001_234_567_890L);
        assertThat(message.has("from")).isFalse();
    }

    @Test
    void whatFollowsATopicsCreationIsInTheTopic() throws IOException {
        List<ConvertedUpdate> updates = convert(
                "{\"id\":1,\"type\":\"service\",\"date_unixtime\":\"1\",\"actor\":\"Ana\",\"actor_id\":\"user1\",\"action\":\"topic_created\",\"title\":\"Help\"}",
                "{\"id\":2,\"type\":\"message\",\"date_unixtime\":\"2\",\"from_id\":\"user2\",\"reply_to_message_id\":1,\"text\":\"!\"}");

        assertThat(updates).extracting(update -> update.json().path("message")).allSatisfy(message -> {
            assertThat(message.path("is_topic_message").asBoolean()).isTrue();
            assertThat(message.path("message_thread_id").asLong()).isEqualTo(1);
        });
        assertThat(updates.getLast()
                        .json()
                        .path("message")
                        .path("reply_to_message")
                        .has("forum_topic_created"))
                .isTrue();
    }

    @Test
    void whoJoinsByLinkAndWhoLeavesHaveTheirIds() throws IOException {
        String common = "\"type\":\"service\",\"date_unixtime\":\"1\",\"actor\":\"Ana\",\"actor_id\":\"user7\"";
        List<ConvertedUpdate> updates = convert(
                "{\"id\":1," + common + ",\"action\":\"join_group_by_link\",\"inviter\":\"Bo\"}",
                "{\"id\":2," + common + ",\"action\":\"remove_members\",\"members\":[\"Ana\"]}",
                "{\"id\":3," + common + ",\"action\":\"remove_members\",\"members\":[\"Bo\"]}");

        assertThat(updates.get(0).json().at("/message/new_chat_members/0/id").asLong())
                .isEqualTo(7);
        assertThat(updates.get(1).json().at("/message/left_chat_member/id").asLong())
                .isEqualTo(7);
        assertThat(updates.get(2).json().at("/message/left_chat_member/id").isMissingNode())
                .as("whom an admin removes has no id in an export")
                .isTrue();
    }

    @Test
    void everyReactionThatIsNamedIsAnUpdateOfItsOwn() throws IOException {
        List<ConvertedUpdate> updates = convert("""
                {"id":1,"type":"message","date_unixtime":"1772452800","from_id":"user1","text":"x","reactions":[
                 {"type":"emoji","count":2,"emoji":"👍","recent":[
                  {"from":"Bo","from_id":"user2","date":"2026-03-02T09:01:00"}]}]}""");

        assertThat(updates).hasSize(2);
        JsonNode reaction = updates.getLast().json().path("message_reaction");
        assertThat(updates.getLast().seconds()).isEqualTo(1_772_452_860);
        assertThat(reaction.at("/user/id").asLong()).isEqualTo(2);
        assertThat(reaction.at("/new_reaction/0/emoji").asText()).isEqualTo("👍");
        assertThat(reaction.path("old_reaction")).isEmpty();
    }

    @Test
    void theSameMessageIsAlwaysTheSameUpdate() throws IOException {
        String message = "{\"id\":1,\"type\":\"message\",\"date_unixtime\":\"1\",\"from_id\":\"user1\",\"text\":\"x\"}";
        String other = message.replace("\"id\":1,", "\"id\":2,");

        assertThat(convert(message)).isEqualTo(convert(message));
        assertThat(convert(message, other))
                .extracting(update -> update.json().path("update_id").asLong())
                .doesNotHaveDuplicates();
    }

    @Test
    void aFullExportGivesItsGroupsAndChannelsAndNothingPrivate() throws IOException {
        String message = "{\"id\":1,\"type\":\"message\",\"date_unixtime\":\"1\",\"from_id\":\"user1\",\"text\":\"x\"}";
        String export = """
                {"about":"","personal_information":{"user_id":1},"chats":{"about":"","list":[
                 {"name":"Bo","type":"personal_chat","id":2,"messages":[%1$s]},
                 {"name":"G","type":"private_group","id":3,"messages":[%1$s]},
                 {"name":"C","type":"public_channel","id":4,"messages":[%1$s]}]},
                 "left_chats":{"list":[{"type":"public_supergroup","id":5,"messages":[%1$s]}]}}""".formatted(message);

        List<Long> chats = new ArrayList<>();
        TelegramExport.read(stream(export), (chat, any) -> chats.add(chat.id()));

        assertThat(chats).containsExactly(-3L, -1_000_000_000_004L, -1_000_000_000_005L);
    }

    @Test
    void whatIsNoExportIsRefusedWithARemedy() {
        assertThatThrownBy(() -> TelegramExport.read(stream("[]"), (chat, message) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("result.json");
    }

    private static List<ConvertedUpdate> convert(String... messages) throws IOException {
        String export = "{\"name\":\"Help\",\"type\":\"private_supergroup\",\"id\":1234567890,\"messages\":["
                + String.join(",", messages) + "]}";
        ExportConverter converter = new ExportConverter(ZONE);
        List<ConvertedUpdate> updates = new ArrayList<>();
        TelegramExport.read(stream(export), (chat, message) -> updates.addAll(converter.convert(chat, message)));
        return updates;
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
