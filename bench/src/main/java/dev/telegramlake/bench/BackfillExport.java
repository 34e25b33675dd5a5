package dev.telegramlake.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/// Writes an export as Telegram Desktop does: a supergroup of 5,000 people, of whose messages a third are answers, a
/// tenth have reactions, given up to days later, and some are photos, voice messages or forwarded.
///
/// @param messages in the file
/// @param rows     that they and their reactions become
record BackfillExport(long messages, long rows) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final String[] WORDS =
            "how can we see the rows of last month in a chart when nobody has asked before and why is it so quick today"
                    .split(" ");

    /// @param last the newest day in it
    /// @param days how many days it has
    static BackfillExport write(Path file, int messages, LocalDate last, int days) throws IOException {
        Random random = new Random(7);
        long begin = last.minusDays(days - 1L).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        long end = last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        long rows = messages;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("name", "Benchmark");
            json.writeStringField("type", "public_supergroup");
            json.writeNumberField("id", 1_234_567_890);
            json.writeArrayFieldStart("messages");
            for (int i = 1; i <= messages; i++) {
                long seconds = begin + (end - begin - 1) * i / messages;
                rows += message(json, i, seconds, end - 1, random);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return new BackfillExport(messages, rows);
    }

    /// Gives the number of its reactions.
    private static int message(JsonGenerator json, int id, long seconds, long end, Random random) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", id);
        json.writeStringField("type", "message");
        json.writeStringField("date", local(seconds));
        json.writeStringField("date_unixtime", String.valueOf(seconds));
        person(json, random);
        if (id > 100 && random.nextInt(3) == 0) {
            json.writeNumberField("reply_to_message_id", id - 1 - random.nextInt(100));
        }
        switch (random.nextInt(30)) {
            case 0 -> {
                json.writeStringField("photo", "photos/photo_%d.jpg".formatted(id));
                json.writeNumberField("photo_file_size", 90_000 + random.nextInt(100_000));
                json.writeNumberField("width", 1280);
                json.writeNumberField("height", 960);
            }
            case 1 -> {
                json.writeStringField("file", "voice_messages/audio_%d.ogg".formatted(id));
                json.writeStringField("media_type", "voice_message");
                json.writeStringField("mime_type", "audio/ogg");
                json.writeNumberField("duration_seconds", 1 + random.nextInt(90));
            }
            case 2 -> json.writeStringField("forwarded_from", "News");
            default -> {}
        }
        StringBuilder text = new StringBuilder();
        for (int i = 3 + random.nextInt(20); i > 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        json.writeStringField("text", text.toString());
        json.writeArrayFieldStart("text_entities");
        json.writeStartObject();
        json.writeStringField("type", "plain");
        json.writeStringField("text", text.toString());
        json.writeEndObject();
        json.writeEndArray();
        int reactions = random.nextInt(10) == 0 ? 1 : 0;
        if (reactions > 0) {
            reaction(json, Math.min(end, seconds + (long) Math.exp(random.nextInt(14))), random);
        }
        json.writeEndObject();
        return reactions;
    }

    private static void person(JsonGenerator json, Random random) throws IOException {
        int person = (int) Math.min(4_999, Math.abs(random.nextGaussian() * 1_000));
        json.writeStringField("from", "Person " + person);
        json.writeStringField("from_id", "user" + (6_000_000_000L + person));
    }

    private static void reaction(JsonGenerator json, long seconds, Random random) throws IOException {
        json.writeArrayFieldStart("reactions");
        json.writeStartObject();
        json.writeStringField("type", "emoji");
        json.writeNumberField("count", 1);
        json.writeStringField("emoji", "👍");
        json.writeArrayFieldStart("recent");
        json.writeStartObject();
        person(json, random);
        json.writeStringField("date", local(seconds));
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    private static String local(long seconds) {
        return LOCAL.format(LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC));
    }
}
