package dev.telegramlake.local.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A month of the sample group, as Telegram Desktop exports a chat: questions that are answered soon, late or never,
/// thanks, reactions, edits, media, topics, people who come and go, an anonymous admin.
///
/// What happens on a day follows from the day alone, so that two runs on one day write the same file.
public final class DemoHistory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    /// How busy the hours of a day are, compared with each other.
    private static final int[] HOURS = {
        2, 1, 1, 1, 1, 2, 4, 8, 14, 18, 20, 17, 11, 14, 18, 19, 17, 14, 12, 14, 16, 13, 8, 4
    };

    private static final int QUIET_DAY = 45;
    private static final int BUSY_DAY = 110;

    private final DemoGroup group = DemoGroup.read();
    private final ZoneId zone;
    private final List<Draft> drafts = new ArrayList<>();
    private Random random = new Random(0);

    private DemoHistory(ZoneId zone) {
        this.zone = zone;
    }

    /// A message without its number, which follows from its place in time.
    private static final class Draft {
        private final long seconds;
        private final @Nullable Draft answers;
        private final ObjectNode json;

        private Draft(long seconds, @Nullable Draft answers, ObjectNode json) {
            this.seconds = seconds;
            this.answers = answers;
            this.json = json;
        }
    }

    /// Writes the export.
    ///
    /// @param last the newest day in it
    /// @param days how many days it has
    /// @return the number of the newest message
    public static long write(OutputStream out, LocalDate last, int days, ZoneId zone) throws IOException {
        DemoHistory history = new DemoHistory(zone);
        Draft topic = history.service(last.minusDays(days - 1L), "topic_created", 8);
        topic.json.put("title", "Dúvidas · Questions");
        for (int back = days - 1; back >= 0; back--) {
            history.day(last.minusDays(back), topic);
        }
        history.write(out);
        return history.drafts.size();
    }

    private void day(LocalDate day, Draft topic) {
        random = new Random(day.toEpochDay());
        boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
        int messages = weekend ? QUIET_DAY : BUSY_DAY;
        for (int i = 0; i < messages; i++) {
            long seconds = moment(day);
            DemoGroup.Person person = group.somebody(random);
            if (random.nextInt(100) < 22) {
                question(seconds, person, random.nextInt(3) == 0 ? topic : null);
            } else {
                smallTalk(seconds, person);
            }
        }
        if (random.nextInt(3) == 0) {
            admin(moment(day));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            joinAndPerhapsLeave(day);
        }
    }

    private long moment(LocalDate day) {
        int left = random.nextInt(Arrays.stream(HOURS).sum());
        int hour = 0;
        while (left >= HOURS[hour]) {
            left -= HOURS[hour++];
        }
        return day.atStartOfDay(zone).toEpochSecond() + hour * 3600L + random.nextInt(3600);
    }

    private void question(long seconds, DemoGroup.Person person, @Nullable Draft topic) {
        DemoGroup.Topic asked = group.topic(person, random);
        Draft question = said(seconds, person, DemoGroup.any(asked.ask(), random), topic);
        if (random.nextInt(100) < 8) {
            question.json.put("edited_unixtime", String.valueOf(seconds + 20 + random.nextInt(200)));
        }
        if (random.nextInt(100) < 76) {
            // Most are answered within minutes, some take hours.
            long wait = (long) Math.min(86_400, 40 * Math.exp(random.nextGaussian() * 1.4 + 2));
            DemoGroup.Person helper = group.helper(person, random);
            Draft answer = said(seconds + wait, helper, DemoGroup.any(asked.answer(), random), question);
            if (random.nextInt(100) < 45) {
                said(
                        answer.seconds + 30 + random.nextInt(600),
                        person,
                        DemoGroup.any(group.thanks().getOrDefault(person.lang(), List.of("🙏")), random),
                        answer);
            }
            if (random.nextInt(100) < 50) {
                react(answer, person);
            }
        }
    }

    private void smallTalk(long seconds, DemoGroup.Person person) {
        Draft draft = said(
                seconds, person, DemoGroup.any(group.chat().getOrDefault(person.lang(), List.of("👋")), random), null);
        int kind = random.nextInt(100);
        if (kind < 7) {
            media(draft, "photo", "photos/photo.jpg").put("photo_file_size", 90_000 + random.nextInt(400_000));
        } else if (kind < 12) {
            media(draft, "file", "stickers/sticker.webp")
                    .put("media_type", "sticker")
                    .put("sticker_emoji", DemoGroup.any(group.stickers(), random))
                    .remove(List.of("text", "text_entities"));
        } else if (kind < 16) {
            media(draft, "file", "voice_messages/audio.ogg")
                    .put("media_type", "voice_message")
                    .put("mime_type", "audio/ogg")
                    .put("duration_seconds", 3 + random.nextInt(90))
                    .remove(List.of("text", "text_entities"));
        } else if (kind < 18) {
            draft.json.put("forwarded_from", "Aurora News");
        }
        if (random.nextInt(100) < 12) {
            react(draft, group.somebody(random));
        }
    }

    private static ObjectNode media(Draft draft, String key, String file) {
        return draft.json.put(key, file);
    }

    private void admin(long seconds) {
        ObjectNode json =
                message("message", seconds).put("from", group.title()).put("from_id", "channel" + DemoGroup.BARE_ID);
        text(json, DemoGroup.any(group.admin(), random));
        drafts.add(new Draft(seconds, null, json));
    }

    private void joinAndPerhapsLeave(LocalDate day) {
        long seconds = moment(day);
        DemoGroup.Person person = group.somebody(random);
        long visitor = 720_000L + random.nextInt(5_000);
        String name = DemoGroup.any(group.people(), random).firstName() + " "
                + person.lastName().charAt(0) + ".";
        Supplier<ObjectNode> service =
                () -> message("service", 0).put("actor", name).put("actor_id", "user" + visitor);
        event(
                seconds,
                service.get()
                        .put("action", "join_group_by_link")
                        .put("inviter", group.people().getFirst().name()));
        if (random.nextInt(100) < 35) {
            ObjectNode leave = service.get().put("action", "remove_members");
            leave.putArray("members").add(name);
            event(seconds + 3600 + random.nextInt(40_000), leave);
        }
    }

    private void event(long seconds, ObjectNode json) {
        dated(json, seconds);
        drafts.add(new Draft(seconds, null, json));
    }

    private Draft service(LocalDate day, String action, int hour) {
        long seconds = day.atStartOfDay(zone).toEpochSecond() + hour * 3600L;
        DemoGroup.Person person = group.people().getFirst();
        ObjectNode json = message("service", seconds)
                .put("actor", person.name())
                .put("actor_id", "user" + person.id())
                .put("action", action);
        Draft draft = new Draft(seconds, null, json);
        drafts.add(draft);
        return draft;
    }

    private Draft said(long seconds, DemoGroup.Person person, String words, @Nullable Draft answers) {
        ObjectNode json = message("message", seconds).put("from", person.name()).put("from_id", "user" + person.id());
        text(json, words);
        Draft draft = new Draft(seconds, answers, json);
        drafts.add(draft);
        return draft;
    }

    private static void text(ObjectNode json, String words) {
        json.put("text", words);
        json.set("text_entities", DemoText.export(words));
    }

    private void react(Draft draft, DemoGroup.Person person) {
        String emoji = DemoGroup.any(group.reactions(), random);
        ObjectNode reaction = draft.json
                .withArray("reactions")
                .addObject()
                .put("type", "emoji")
                .put("count", 1)
                .put("emoji", emoji);
        reaction.putArray("recent")
                .addObject()
                .put("from", person.name())
                .put("from_id", "user" + person.id())
                .put("date", local(draft.seconds + 60));
    }

    private ObjectNode message(String type, long seconds) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", 0).put("type", type);
        dated(json, seconds);
        return json;
    }

    private void dated(ObjectNode json, long seconds) {
        json.put("date", local(seconds)).put("date_unixtime", String.valueOf(seconds));
    }

    private String local(long seconds) {
        return LOCAL.format(Instant.ofEpochSecond(seconds).atZone(zone));
    }

    private void write(OutputStream out) throws IOException {
        drafts.sort(Comparator.comparingLong(draft -> draft.seconds));
        for (int i = 0; i < drafts.size(); i++) {
            drafts.get(i).json.put("id", i + 1);
        }
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("name", group.title());
            json.writeStringField("type", "private_supergroup");
            json.writeNumberField("id", DemoGroup.BARE_ID);
            json.writeArrayFieldStart("messages");
            for (Draft draft : drafts) {
                if (draft.answers != null) {
                    draft.json.put(
                            "reply_to_message_id", draft.answers.json.path("id").asLong());
                }
                json.writeTree(draft.json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
