package dev.telegramlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.schema.UpdatesTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The flattening again, said as plainly as it can be: on a tree, a column a line, without speed in mind. What the
/// streaming one is compared with; shares no code with it.
final class TreeFlattener {
    private static final JsonNode MISSING = JsonNodeFactory.instance.missingNode();

    private static final List<String> NO_CONTENT = List.of(("message_id message_thread_id direct_messages_topic from "
                    + "sender_chat sender_boost_count sender_business_bot sender_tag receiver_user ephemeral_message_id "
                    + "date guest_query_id business_connection_id chat forward_origin is_topic_message "
                    + "is_automatic_forward reply_to_message external_reply quote reply_to_story "
                    + "reply_to_checklist_task_id reply_to_poll_option_id via_bot guest_bot_caller_user "
                    + "guest_bot_caller_chat edit_date has_protected_content is_from_offline is_paid_post "
                    + "media_group_id author_signature paid_star_count link_preview_options suggested_post_info "
                    + "effect_id show_caption_above_media has_media_spoiler reply_markup entities caption "
                    + "caption_entities forward_from forward_from_chat forward_from_message_id forward_signature "
                    + "forward_sender_name forward_date")
            .split(" "));

    /// Names that service fields had before, in the order in which they count when they stand alone.
    private static final List<String> OLD_NAMES = List.of(
            "new_chat_member",
            "new_chat_participant",
            "left_chat_participant",
            "voice_chat_scheduled",
            "voice_chat_started",
            "voice_chat_ended",
            "voice_chat_participants_invited",
            "user_shared");

    private static final List<String> KNOWN = Stream.concat(
                    BotApi.get().fields("Message").stream().map(BotApi.Field::name), OLD_NAMES.stream())
            .toList();

    private final ObjectNode row = JsonNodeFactory.instance.objectNode();
    private JsonNode value = MISSING;

    /// The row of an update; nothing when it is none.
    static Optional<ObjectNode> flatten(byte[] update, long arrivalMillis) {
        return new TreeFlattener().row(update, arrivalMillis);
    }

    private Optional<ObjectNode> row(byte[] update, long arrivalMillis) {
        ObjectNode tree = Json.object(update);
        Optional<String> kind = kind(tree);
        if (kind.isEmpty() || !isInteger(tree.path("update_id"))) {
            return Optional.empty();
        }
        value = tree.path(kind.get());
        boolean callback = kind.get().equals("callback_query");
        // Only a callback query holds the message that it is about.
        String about = callback ? "/message" : "/nothing";
        String chat = callback ? "/message/chat" : "/chat";

        row.set("update_id", tree.path("update_id"));
        row.put("kind", kind.get());
        row.put("arrival_time", time(Instant.ofEpochMilli(arrivalMillis)));
        row.put("payload", new String(update, StandardCharsets.UTF_8).strip());

        set("chat_id", TreeFlattener::isInteger, "/chat/id", chat + "/id");
        set(
                "chat_type",
                JsonNode::isTextual,
                "/chat/type",
                chat + "/type",
                kind.get().equals("inline_query") ? "/chat_type" : "/nothing");
        set("chat_title", JsonNode::isTextual, "/chat/title", chat + "/title");
        set("chat_username", JsonNode::isTextual, "/chat/username", chat + "/username");
        topic(about, kind.get());

        String booster = kind.get().equals("chat_boost")
                ? "/boost/source/user"
                : kind.get().equals("removed_chat_boost") ? "/source/user" : "/nothing";
        set("user_id", TreeFlattener::isInteger, "/from/id", "/user/id", booster + "/id");
        set("user_is_bot", JsonNode::isBoolean, "/from/is_bot", "/user/is_bot", booster + "/is_bot");
        for (String name : List.of("first_name", "last_name", "username", "language_code")) {
            set("user_" + name, JsonNode::isTextual, "/from/" + name, "/user/" + name, booster + "/" + name);
        }
        set("user_is_premium", JsonNode::isBoolean, "/from/is_premium", "/user/is_premium", booster + "/is_premium");
        set("sender_chat_id", TreeFlattener::isInteger, "/sender_chat/id", "/actor_chat/id", "/voter_chat/id");
        set("sender_chat_title", JsonNode::isTextual, "/sender_chat/title", "/actor_chat/title", "/voter_chat/title");
        author();

        set("message_id", TreeFlattener::isInteger, "/message_id", about + "/message_id");
        set(
                "date",
                TreeFlattener::isInteger,
                "/date",
                kind.get().equals("chat_boost") ? "/boost/add_date" : "/nothing",
                kind.get().equals("removed_chat_boost") ? "/remove_date" : "/nothing");
        set("edit_date", TreeFlattener::isInteger, "/edit_date");
        row.put("event_time", time(eventTime(arrivalMillis)));
        if (UpdatesTable.MESSAGE_KINDS.contains(kind.get())) {
            contentType().ifPresent(type -> row.put("content_type", type));
        }
        TreeText.put(row, value);
        set("media_group_id", JsonNode::isTextual, "/media_group_id");
        file();
        set("sticker_emoji", JsonNode::isTextual, "/sticker/emoji");
        set("via_bot_id", TreeFlattener::isInteger, "/via_bot/id");

        reply();
        set("quote_text", JsonNode::isTextual, "/quote/text");
        forward();

        set("migrate_to_chat_id", TreeFlattener::isInteger, "/migrate_to_chat_id");
        set("migrate_from_chat_id", TreeFlattener::isInteger, "/migrate_from_chat_id");
        members();
        set("invite_link", JsonNode::isTextual, "/invite_link/invite_link");

        reactions("old_reactions", value.path("old_reaction"));
        reactions("new_reactions", value.path("new_reaction"));
        set("callback_data", JsonNode::isTextual, callback ? "/data" : "/nothing");
        boolean poll = kind.get().equals("poll");
        boolean answer = kind.get().equals("poll_answer");
        set("poll_id", JsonNode::isTextual, "/poll/id", poll ? "/id" : "/nothing", answer ? "/poll_id" : "/nothing");
        set("poll_question", JsonNode::isTextual, "/poll/question", poll ? "/question" : "/nothing");
        if (answer && value.path("option_ids").isArray()) {
            ArrayNode options = row.putArray("poll_option_ids");
            elements(value.path("option_ids")).filter(TreeFlattener::isInt).forEach(options::add);
        }
        return Optional.of(row);
    }

    private static Optional<String> kind(ObjectNode tree) {
        List<String> fields = tree.properties().stream()
                .filter(field -> !field.getKey().equals("update_id"))
                .filter(field -> !field.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
        Optional<String> known =
                fields.stream().filter(UpdatesTable.KINDS::contains).findFirst();
        return known.isPresent() ? known : fields.stream().findFirst();
    }

    private void topic(String about, String kind) {
        for (String message : List.of("", about)) {
            // Which of the two says so does not matter: never both are there.
            if (at("/is_topic_message", about + "/is_topic_message", JsonNode::isBoolean)
                            .asBoolean()
                    && isInteger(value.at(message + "/message_thread_id"))) {
                row.set("topic_id", value.at(message + "/message_thread_id"));
                return;
            }
        }
        set(
                "topic_id",
                TreeFlattener::isInteger,
                "/direct_messages_topic/topic_id",
                about + "/direct_messages_topic/topic_id",
                kind.equals("stopped_message_generation") ? "/message_thread_id" : "/nothing");
    }

    private void author() {
        if (row.has("sender_chat_id")) {
            row.set("author_id", row.get("sender_chat_id"));
            copy("sender_chat_title", "author_name");
        } else {
            copy("user_id", "author_id");
            name(row.path("user_first_name"), row.path("user_last_name"))
                    .ifPresent(name -> row.put("author_name", name));
        }
    }

    private Instant eventTime(long arrivalMillis) {
        return Stream.of("edit_date", "date")
                .map(row::path)
                .filter(JsonNode::isNumber)
                .map(JsonNode::longValue)
                .filter(seconds -> seconds > 0)
                .map(TreeFlattener::instant)
                .flatMap(Optional::stream)
                .filter(instant -> instant.isBefore(Instant.parse("2262-01-01T00:00:00Z")))
                .findFirst()
                .orElse(Instant.ofEpochMilli(arrivalMillis));
    }

    private static Optional<Instant> instant(long seconds) {
        return seconds > Instant.MAX.getEpochSecond() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
    }

    private Optional<String> contentType() {
        return value.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .map(Map.Entry::getKey)
                .filter(name -> !NO_CONTENT.contains(name))
                .min(Comparator.comparingInt(name -> KNOWN.contains(name) ? KNOWN.indexOf(name) : Integer.MAX_VALUE));
    }

    private void file() {
        List<String> media = List.of(
                "animation", "live_photo", "audio", "document", "photo", "sticker", "video", "video_note", "voice");
        Optional<String> file = first(media, "file_id", JsonNode::isTextual);
        set("file_id", JsonNode::isTextual, medium(file.orElse("nothing")).path("file_id"));
        // A size or id of another file than this would be worse than none.
        if (first(media, "file_unique_id", JsonNode::isTextual).equals(file)) {
            set(
                    "file_unique_id",
                    JsonNode::isTextual,
                    medium(file.orElse("nothing")).path("file_unique_id"));
        }
        if (first(media, "file_size", TreeFlattener::isInteger).equals(file)) {
            set(
                    "file_size",
                    TreeFlattener::isInteger,
                    medium(file.orElse("nothing")).path("file_size"));
        }
        set(
                "mime_type",
                JsonNode::isTextual,
                "/animation/mime_type",
                "/live_photo/mime_type",
                "/audio/mime_type",
                "/document/mime_type",
                "/video/mime_type",
                "/voice/mime_type");
        set(
                "duration_seconds",
                TreeFlattener::isInt,
                "/animation/duration",
                "/live_photo/duration",
                "/audio/duration",
                "/video/duration",
                "/video_note/duration",
                "/voice/duration");
    }

    private Optional<String> first(List<String> media, String field, Predicate<JsonNode> fits) {
        return media.stream()
                .filter(medium -> fits.test(medium(medium).path(field)))
                .findFirst();
    }

    private JsonNode medium(String name) {
        if (!name.equals("photo")) {
            return value.path(name);
        }
        return elements(value.path("photo"))
                .filter(JsonNode::isObject)
                .reduce((one, other) -> pixels(other) >= pixels(one) ? other : one)
                .orElse(MISSING);
    }

    private static long pixels(JsonNode size) {
        return Stream.of("width", "height")
                .map(size::path)
                .mapToLong(side -> isInt(side) ? Math.max(0, side.longValue()) : 0)
                .reduce(1, (one, other) -> one * other);
    }

    private void reply() {
        JsonNode reply = value.path("reply_to_message");
        JsonNode external = value.path("external_reply");
        boolean topic = reply.has("forum_topic_created")
                && !reply.path("forum_topic_created").isNull();
        boolean answers = Stream.of("/message_id", "/from/id", "/sender_chat/id")
                .map(reply::at)
                .anyMatch(TreeFlattener::isInteger);
        JsonNode author;
        JsonNode chat;
        if (answers && !topic) {
            set("reply_to_message_id", TreeFlattener::isInteger, reply.path("message_id"));
            author = reply.path("from");
            chat = reply.at("/sender_chat/id");
        } else {
            if (isInteger(external.at("/chat/id")) && external.at("/chat/id").equals(row.get("chat_id"))) {
                set("reply_to_message_id", TreeFlattener::isInteger, external.path("message_id"));
            }
            author = external.at("/origin/sender_user");
            chat = isInteger(external.at("/origin/sender_chat/id"))
                    ? external.at("/origin/sender_chat/id")
                    : external.at("/origin/chat/id");
        }
        if (isInteger(chat)) {
            row.set("reply_to_author_id", chat);
            row.put("reply_to_is_bot", false);
        } else {
            set("reply_to_author_id", TreeFlattener::isInteger, author.path("id"));
            set("reply_to_is_bot", JsonNode::isBoolean, author.path("is_bot"));
        }
    }

    private void forward() {
        JsonNode origin = value.path("forward_origin");
        set("forward_origin", JsonNode::isTextual, origin.path("type"));
        set(
                "forward_author_id",
                TreeFlattener::isInteger,
                origin.at("/sender_user/id"),
                origin.at("/sender_chat/id"),
                origin.at("/chat/id"));
        Optional<String> user = name(origin.at("/sender_user/first_name"), origin.at("/sender_user/last_name"));
        if (user.isPresent()) {
            row.put("forward_author_name", user.get());
        } else {
            set(
                    "forward_author_name",
                    JsonNode::isTextual,
                    origin.path("sender_user_name"),
                    origin.at("/sender_chat/title"),
                    origin.at("/chat/title"));
        }
        set("forward_date", TreeFlattener::isInteger, origin.path("date"));
    }

    private void members() {
        JsonNode joined = value.path("new_chat_members");
        List<JsonNode> single = Stream.of(
                        "/left_chat_member/id", "/chat_owner_changed/new_owner/id", "/new_chat_member/user/id")
                .map(value::at)
                .filter(TreeFlattener::isInteger)
                .toList();
        if (joined.isArray()) {
            ArrayNode ids = row.putArray("member_ids");
            elements(joined)
                    .map(member -> member.path("id"))
                    .filter(TreeFlattener::isInteger)
                    .forEach(ids::add);
        } else if (!single.isEmpty()) {
            row.putArray("member_ids").add(single.getFirst());
        }
        status("member_old_status", value.path("old_chat_member"));
        status("member_new_status", value.path("new_chat_member"));
    }

    private void status(String column, JsonNode member) {
        boolean outside = member.path("is_member").isBoolean()
                && !member.path("is_member").booleanValue();
        if (outside && member.path("status").asText().equals("restricted")) {
            row.put(column, "restricted_left");
        } else {
            set(column, JsonNode::isTextual, member.path("status"));
        }
    }

    private void reactions(String column, JsonNode reactions) {
        if (reactions.isArray()) {
            ArrayNode all = row.putArray(column);
            elements(reactions)
                    .map(reaction -> Stream.of("emoji", "custom_emoji_id", "type")
                            .map(reaction::path)
                            .filter(JsonNode::isTextual)
                            .findFirst())
                    .flatMap(Optional::stream)
                    .forEach(name -> all.add(TreeText.wellFormed(name.textValue())));
        }
    }

    /// Sets a column to the first value that fits, if there is one.
    private void set(String column, Predicate<JsonNode> fits, String... pointers) {
        set(column, fits, Stream.of(pointers).map(value::at).toArray(JsonNode[]::new));
    }

    private void set(String column, Predicate<JsonNode> fits, JsonNode... candidates) {
        Stream.of(candidates)
                .filter(fits)
                .findFirst()
                .ifPresent(found -> row.set(
                        column,
                        found.isTextual()
                                ? JsonNodeFactory.instance.textNode(TreeText.wellFormed(found.textValue()))
                                : found));
    }

    private JsonNode at(String pointer, String other, Predicate<JsonNode> fits) {
        return fits.test(value.at(pointer)) ? value.at(pointer) : value.at(other);
    }

    private void copy(String from, String to) {
        if (row.has(from)) {
            row.set(to, row.get(from));
        }
    }

    private static Optional<String> name(JsonNode... parts) {
        String name = Stream.of(parts)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(part -> !part.isEmpty())
                .map(TreeText::wellFormed)
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    static boolean isInteger(@Nullable JsonNode node) {
        return node != null && node.isIntegralNumber() && node.canConvertToLong();
    }

    static boolean isInt(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return array.isArray() ? StreamSupport.stream(array.spliterator(), false) : Stream.empty();
    }

    private static String time(Instant instant) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS")
                .withZone(ZoneOffset.UTC)
                .format(instant);
    }
}
