package dev.telegramlake.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Updates as a busy group sends them: half of them texts, a third of those answers, beside photos, stickers, voice
/// messages, files, forwarded posts, edits, joins, reactions, changed members, buttons and votes. Written as Telegram
/// writes them, everything beyond ASCII escaped. Always the same.
final class UpdateMix {
    /// When Firehose took them.
    static final long ARRIVAL_MILLIS = 1_772_366_405_123L;

    private static final String[] WORDS =
            ("ontem vimos que a tabela j\\u00e1 mostra cada mensagem do grupo e o relat\\u00f3rio sai num minuto"
                            + " why is that so quick \\ud83d\\ude80 thanks everybody")
                    .split(" ");
    private static final String CHAT =
            "\"chat\":{\"id\":-1001234567890,\"title\":\"Dados \\u0026 Caf\\u00e9\",\"username\":\"dados_cafe\",\"is_forum\":true,\"type\":\"supergroup\"}";

    private final Random random = new Random(11);
    private int next = 520_000_000;

    private UpdateMix() {}

    /// The same updates for every contender.
    static List<byte[]> updates(int count) {
        UpdateMix mix = new UpdateMix();
        List<byte[]> updates = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            updates.add(mix.update().getBytes(StandardCharsets.UTF_8));
        }
        return updates;
    }

    /// As many as fit, each a line.
    static List<byte[]> fill(int bytes) {
        UpdateMix mix = new UpdateMix();
        List<byte[]> updates = new ArrayList<>();
        for (int size = 0; size < bytes; ) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            line.writeBytes(mix.update().getBytes(StandardCharsets.UTF_8));
            line.write('\n');
            updates.add(line.toByteArray());
            size += line.size();
        }
        return updates;
    }

    private String update() {
        next++;
        int kind = random.nextInt(100);
        if (kind < 50) {
            return update("message", message(random.nextInt(3) == 0 ? "," + reply() + text() : text()));
        }
        if (kind < 75) {
            return update("message", message(content()));
        }
        if (kind < 80) {
            return update("edited_message", message(",\"edit_date\":" + (date() + 60) + text()));
        }
        return other(kind);
    }

    private String update(String kind, String value) {
        return "{\"update_id\":%d,\n\"%s\":%s}".formatted(next, kind, value);
    }

    private String message(String rest) {
        return "{\"message_id\":%d,\"from\":%s,%s,\"date\":%d%s}"
                .formatted(1_000 + random.nextInt(90_000), user(), CHAT, date(), rest);
    }

    private String reply() {
        return "\"reply_to_message\":" + message(text());
    }

    private String text() {
        String words = words(2 + random.nextInt(24));
        return switch (random.nextInt(4)) {
            case 0 ->
                ",\"text\":\"#dados %s https://example.org/a?b=%d\",\"entities\":[%s,%s]"
                        .formatted(words, 10, entity("hashtag", 0, 6), entity("bold", 7, 3));
            case 1 ->
                ",\"text\":\"/status@lake_bot %s\",\"entities\":[%s]".formatted(words, entity("bot_command", 0, 16));
            default -> ",\"text\":\"%s\"".formatted(words);
        };
    }

    private String content() {
        return switch (random.nextInt(7)) {
            case 0, 1 ->
                ",\"photo\":[%s,%s,%s],\"caption\":\"%s\""
                        .formatted(photo(90, 67), photo(320, 240), photo(1280, 960), words(6));
            case 2 ->
                ",\"sticker\":{\"width\":512,\"height\":512,\"emoji\":\"\\ud83d\\ude3a\",\"set_name\":\"cats\",\"is_animated\":false,\"is_video\":true,\"type\":\"regular\",\"thumbnail\":%s,%s}"
                        .formatted(photo(320, 320), file());
            case 3 ->
                ",\"voice\":{\"duration\":%d,\"mime_type\":\"audio/ogg\",%s}".formatted(1 + random.nextInt(90), file());
            case 4 -> ",\"document\":{\"file_name\":\"vendas.csv\",\"mime_type\":\"text/csv\",%s}".formatted(file());
            case 5 ->
                ",\"forward_origin\":{\"type\":\"channel\",\"chat\":{\"id\":-1009876543210,\"title\":\"News\",\"username\":\"news\",\"type\":\"channel\"},\"message_id\":77,\"date\":%d}%s"
                        .formatted(date() - 500, text());
            default -> ",\"new_chat_members\":[%s,%s]".formatted(user(), user());
        };
    }

    private String other(int kind) {
        if (kind < 89) {
            return update(
                    "message_reaction",
                    "{%s,\"message_id\":%d,\"user\":%s,\"date\":%d,\"old_reaction\":[],\"new_reaction\":[{\"type\":\"emoji\",\"emoji\":\"\\ud83d\\udc4d\"}]}"
                            .formatted(CHAT, random.nextInt(90_000), user(), date()));
        }
        if (kind < 93) {
            String member = user();
            return update(
                    "chat_member",
                    "{%s,\"from\":%s,\"date\":%d,\"old_chat_member\":{\"user\":%s,\"status\":\"left\"},\"new_chat_member\":{\"user\":%s,\"status\":\"member\"}}"
                            .formatted(CHAT, member, date(), member, member));
        }
        if (kind < 97) {
            return update(
                    "callback_query",
                    "{\"id\":\"4382bfdwdsb323b2d9\",\"from\":%s,\"message\":%s,\"chat_instance\":\"-3928471\",\"data\":\"page:%d\"}"
                            .formatted(user(), message(text()), random.nextInt(9)));
        }
        return update(
                "poll_answer",
                "{\"poll_id\":\"5312345678901234567\",\"user\":%s,\"option_ids\":[%d]}"
                        .formatted(user(), random.nextInt(4)));
    }

    private String user() {
        int id = random.nextInt(500);
        String premium = id % 7 == 0 ? ",\"is_premium\":true" : "";
        return "{\"id\":%d,\"is_bot\":false,\"first_name\":\"Pessoa\",\"last_name\":\"N\\u00ba %d\",\"username\":\"pessoa_%d\",\"language_code\":\"pt-br\"%s}"
                .formatted(6_000_000_000L + id, id, id, premium);
    }

    private String photo(int width, int height) {
        return "{%s,\"width\":%d,\"height\":%d}".formatted(file(), width, height);
    }

    private String file() {
        return "\"file_id\":\"AgACAgEAAxkBAAIB%016xAAJm6zEb%016xAQADAgADeQADNgQ\",\"file_unique_id\":\"AQAD%08x\",\"file_size\":%d"
                .formatted(random.nextLong(), random.nextLong(), random.nextInt(), 1_000 + random.nextInt(200_000));
    }

    private static String entity(String type, int offset, int length) {
        return "{\"offset\":%d,\"length\":%d,\"type\":\"%s\"}".formatted(offset, length, type);
    }

    private String words(int count) {
        StringBuilder words = new StringBuilder("oi");
        for (int i = 0; i < count; i++) {
            words.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        return words.toString();
    }

    private long date() {
        return 1_772_366_400L + next % 86_400;
    }
}
