package dev.telegramlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.schema.UpdatesTable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Makes updates from the published field lists: required fields mostly, others now and then, in any order, with values
/// that try the edges. Every second update is hostile: values of a wrong type, nulls, fields that nobody knows, two
/// kinds in one update. The same seed gives the same updates.
final class UpdateGenerator {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 8;

    private static final List<String> STRINGS = List.of(
            "",
            " ",
            "Ana",
            "Lima",
            "#casa @bob /start",
            "olá, tudo bem?",
            "👋🏽👨‍👩‍👧 #é",
            "\"\\\n\t\u0001\u007f",
            "true",
            "12",
            "https://example.org/?a=b",
            "\u2028\uFEFF",
            "مرحبا");

    private static final List<String> ENTITY_TYPES = List.of(
            "mention", "hashtag", "cashtag", "bot_command", "url", "bold", "text_link", "text_mention", "custom_emoji");

    /// Fields of a message that come together, which chance alone would seldom bring about.
    private static final Map<String, String> COMPANIONS = Map.of(
            "text", "entities",
            "caption", "caption_entities",
            "animation", "document",
            "live_photo", "photo",
            "venue", "location",
            "external_reply", "quote",
            "is_topic_message", "message_thread_id",
            "message_thread_id", "is_topic_message");

    /// Fields that are not in the lists: new to us, or old.
    private static final List<String> STRAY_FIELDS =
            List.of("field_of_next_month", "new_chat_member", "voice_chat_ended", "forward_from", "forward_date");

    private static final long[] INTEGERS = {
        0,
        1,
        -1,
        7,
        1_087_968_824,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE + 1L,
        -1_001_234_567_890L,
        1L << 53,
        Long.MAX_VALUE
    };

    private static final long[] DATES = {
        0, -5, 1, 1_772_366_399, 1_772_366_400, 9_214_646_399L, 9_214_646_400L, 9_224_318_016L, 1L << 60
    };

    /// How the members of a union name themselves where it is not as their types do.
    private static final Map<String, String> NAMES = Map.of("ChatMemberOwner", "creator", "ChatMemberBanned", "kicked");

    private final BotApi api = BotApi.get();
    private final Random random;
    private boolean hostile;

    UpdateGenerator(long seed) {
        random = new Random(seed);
    }

    ObjectNode update() {
        hostile = random.nextBoolean();
        ObjectNode update = JSON.objectNode();
        update.set("update_id", JSON.numberNode(random.nextInt(Integer.MAX_VALUE)));
        String kind = pick(UpdatesTable.KINDS);
        update.set(kind, value(typeOf(kind), 0, kind, "Update", 0));
        if (hostile && chance(10)) {
            String type = chance(2) ? "Message" : "ChatMemberUpdated";
            update.set("next_month", value(type, 0, "next_month", "Update", 0));
            if (chance(2)) {
                update.remove(kind);
            }
        }
        if (hostile && chance(20)) {
            String second = pick(UpdatesTable.KINDS);
            update.set(second, value(typeOf(second), 0, second, "Update", 0));
        }
        return shuffled(update);
    }

    private String typeOf(String kind) {
        return api.fields("Update").stream()
                .filter(field -> field.name().equals(kind))
                .findFirst()
                .orElseThrow()
                .type();
    }

    private JsonNode value(String type, int arrays, String field, String owner, int depth) {
        if (hostile && depth > 0 && chance(50)) {
            return somethingElse();
        }
        if (arrays > 0) {
            ArrayNode array = JSON.arrayNode();
            for (int i = depth >= DEEPEST ? 0 : random.nextInt(4); i > 0; i--) {
                array.add(value(type, arrays - 1, field, owner, depth + 1));
            }
            return array;
        }
        return switch (type) {
            case "Integer" -> JSON.numberNode(integer(field));
            case "Float" -> JSON.numberNode(random.nextDouble(-180, 180));
            case "Boolean" -> JSON.booleanNode(random.nextBoolean());
            case "True" -> JSON.booleanNode(true);
            case "String" -> JSON.textNode(string(field, owner));
            case "RichText" -> richText(field, owner, depth);
            default -> object(type, depth);
        };
    }

    private JsonNode somethingElse() {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(1.5);
            case 3 -> JSON.numberNode(BigInteger.TWO.pow(70));
            case 4 -> JSON.numberNode(Long.MIN_VALUE);
            case 5 -> JSON.textNode(pick(STRINGS));
            case 6 -> JSON.textNode("lone \ud83d and \udc4b");
            case 7 -> JSON.arrayNode().add(pick(STRINGS)).addNull().add(3);
            default -> JSON.objectNode().put("id", 5).put("type", "hashtag");
        };
    }

    private long integer(String field) {
        if (field.endsWith("date")) {
            return DATES[random.nextInt(DATES.length)];
        }
        return switch (field) {
            case "offset", "length", "duration", "width", "height", "option_ids" -> random.nextInt(20);
            default -> INTEGERS[random.nextInt(INTEGERS.length)];
        };
    }

    private String string(String field, String owner) {
        if (owner.equals("MessageEntity") && field.equals("type")) {
            return pick(ENTITY_TYPES);
        }
        boolean names = field.equals("type") || field.equals("status") || field.equals("source");
        String union = names ? unionOf(owner) : "";
        return union.isEmpty() ? pick(STRINGS) : name(union, owner);
    }

    private String unionOf(String type) {
        return List.of("MessageOrigin", "ChatMember", "ReactionType", "RichText", "RichBlock", "PaidMedia").stream()
                .filter(type::startsWith)
                .findFirst()
                .orElse("");
    }

    /// `ReactionTypeCustomEmoji` calls itself `custom_emoji`.
    private static String name(String union, String type) {
        String name = type.substring(union.length()).replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        return NAMES.getOrDefault(type, name.toLowerCase(Locale.ROOT));
    }

    private JsonNode richText(String field, String owner, int depth) {
        return switch (depth >= DEEPEST ? 0 : random.nextInt(5)) {
            case 0, 1 -> JSON.textNode(string(field, owner));
            case 2 -> value("RichText", 1, field, owner, depth + 1);
            default -> object("RichText", depth);
        };
    }

    private ObjectNode object(String typeName, int depth) {
        BotApi.Type type = api.type(typeName);
        if (type == null) {
            throw new IllegalArgumentException("The list of types lacks " + typeName);
        }
        if (!type.oneOf().isEmpty()) {
            return object(pick(type.oneOf()), depth);
        }
        ObjectNode object = JSON.objectNode();
        int optional = 1 + type.fields().size() / (8 - Math.min(depth, 7));
        for (BotApi.Field field : type.fields()) {
            boolean wanted = field.required() ? !(hostile && chance(40)) : depth < DEEPEST && chance(optional);
            if (wanted) {
                object.set(field.name(), value(field.type(), field.arrays(), field.name(), typeName, depth + 1));
            }
        }
        if (typeName.equals("Message")) {
            addCompanions(object, depth);
        }
        if (hostile && chance(20)) {
            object.set(pick(STRAY_FIELDS), somethingElse());
        }
        return shuffled(object);
    }

    private void addCompanions(ObjectNode message, int depth) {
        for (BotApi.Field field : api.fields("Message")) {
            boolean wanted = COMPANIONS.entrySet().stream()
                    .anyMatch(pair ->
                            message.has(pair.getKey()) && pair.getValue().equals(field.name()));
            if (wanted && chance(2)) {
                message.set(field.name(), value(field.type(), field.arrays(), field.name(), "Message", depth + 1));
            }
        }
    }

    private ObjectNode shuffled(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        ObjectNode shuffled = JSON.objectNode();
        names.forEach(name -> shuffled.set(name, object.get(name)));
        return shuffled;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
