package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How large an answer gets, at the sizes of batch that a Lambda buffer allows.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AnswerTest {
    private static final int BUFFER = 1 << 20;
    private static final int LARGEST_BUFFER = 3 << 20;
    private static final int LARGEST_RECORD = 1_000 << 10;

    /// Far more than an event of 6 MB holds: each takes more than a hundred bytes of it beside its data.
    private static final int MOST_RECORDS = 100_000;

    /// Most characters of a text, and most entities, that Telegram sends.
    private static final int TEXT = 4_096;

    private static final int ENTITIES = 100;

    /// A batch that is made of one record over and over.
    record Mix(String name, String record) {
        List<byte[]> upTo(int bytes) {
            byte[] one = record.getBytes(StandardCharsets.UTF_8);
            return Collections.nCopies(Math.min(bytes / one.length, MOST_RECORDS), one);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// What real updates can be at their worst: the shortest there are, and texts of what doubles when it is
    /// escaped.
    Stream<Mix> realUpdates() {
        return Stream.of(
                new Mix(
                        "shortest message generation stopped",
                        "{\"update_id\":123456789,\"stopped_message_generation\":{\"chat\":{\"id\":123456789,"
                                + "\"first_name\":\"A\",\"type\":\"private\"},\"draft_id\":1}}\n"),
                new Mix(
                        "shortest vote",
                        "{\"update_id\":123456789,\"poll_answer\":{\"poll_id\":\"5123456789012345678\",\"user\":{\"id\":"
                                + "123456789,\"is_bot\":false,\"first_name\":\"A\"},\"option_ids\":[0],"
                                + "\"option_persistent_ids\":[\"0\"]}}\n"),
                new Mix(
                        "shortest message",
                        "{\"update_id\":123456789,\"message\":{\"message_id\":1,\"from\":{\"id\":123456789,\"is_bot\":false,"
                                + "\"first_name\":\"A\"},\"chat\":{\"id\":123456789,\"first_name\":\"A\",\"type\":\"private\"},"
                                + "\"date\":1772366399,\"text\":\"a\"}}\n"),
                new Mix("text of quotes", message("\\\"".repeat(TEXT), "")),
                new Mix("text of control characters", message("\\u0001".repeat(TEXT), "")),
                new Mix("text of escaped letters", message("\\u00e9".repeat(TEXT), "")),
                new Mix("text of emoji", message("👋".repeat(TEXT / 2), "")),
                new Mix("text of hashtags", message("#\\\"".repeat(TEXT / 2), hashtags())),
                new Mix("text that is one link", message("\\\"".repeat(TEXT), entity("url", 0, TEXT))));
    }

    @ParameterizedTest
    @MethodSource("realUpdates")
    void atTheDefaultBufferEveryRowFits(Mix mix) throws IOException {
        Batch batch = Batch.of(mix.upTo(BUFFER));

        assertThat(batch.answer().length).isLessThanOrEqualTo(Answer.LIMIT);
        assertThat(batch.results().values()).containsOnly("Ok");
    }

    @Test
    void realUpdatesOfAllKindsFillHalfAnAnswerAtTheDefaultBuffer() throws IOException {
        List<Fixture> fixtures = Fixture.all();
        List<byte[]> records =
                fill(BUFFER, i -> fixtures.get(i % fixtures.size()).json());

        Batch batch = Batch.of(records);

        assertThat(batch.answer().length).isLessThanOrEqualTo(Answer.LIMIT / 10 * 7);
        assertThat(batch.results().values()).containsOnly("Ok");
    }

    /// What no Telegram sends, but bytes can be.
    Stream<Mix> worstRecords() {
        String entities = String.join(",", Collections.nCopies(10_000, entity("url", 0, 400_000)));
        return Stream.concat(
                realUpdates(),
                Stream.of(
                        new Mix("empty", "" + "\n"),
                        new Mix("no update", "x"),
                        new Mix("shortest row", "{\"update_id\":1,\"a\":1}"),
                        new Mix("largest of quotes", largest("\\\"", "")),
                        new Mix("largest that is one link", largest("\\\"", entity("url", 0, 400_000))),
                        new Mix("largest with overlapping links", message("\\\"".repeat(200_000), entities)),
                        new Mix(
                                "largest name",
                                "{\"update_id\":1,\"message\":{\"from\":{\"id\":1,\"first_name\":\"%s\"}}}"
                                        .formatted("\\\"".repeat(500_000)))));
    }

    @Tag("large-batches")
    @ParameterizedTest
    @MethodSource("worstRecords")
    void atTheLargestBufferNoAnswerIsTooLarge(Mix mix) throws IOException {
        List<byte[]> records = mix.upTo(LARGEST_BUFFER);

        Batch batch = Batch.of(records);

        assertThat(batch.answer().length).isLessThanOrEqualTo(Answer.LIMIT);
        assertThat(batch.log().path("Ok").asInt() + batch.log().path("Failed").asInt())
                .isEqualTo(records.size());
    }

    @Test
    void aRowThatDoesNotFitCostsNoSmallerOneThatFollows() throws IOException {
        byte[] large = largest("\\\"", entity("url", 0, 400_000)).getBytes(StandardCharsets.UTF_8);
        byte[] small = Fixture.all().getFirst().json();

        Batch batch = Batch.of(List.of(small, large, large, small));

        assertThat(batch.results().values()).containsExactly("Ok", "Ok", "ProcessingFailed", "Ok");
        assertThat(batch.reason(2)).matches("the answer has no room for its row of \\d+ bytes");
    }

    /// Firehose puts what an answer does not name into the error output, as `Lambda.MissingRecordId`.
    @Test
    void whenThereIsNoRoomEvenForFailuresTheyAreLeftOut() throws IOException {
        Batch batch = Batch.of(new Mix("no update", "x").upTo(LARGEST_BUFFER));

        assertThat(batch.results().size()).isBetween(50_000, MOST_RECORDS - 1);
        assertThat(batch.results().values()).containsOnly("ProcessingFailed");
        assertThat(batch.log().path("Failed").asInt()).isEqualTo(MOST_RECORDS);
        assertThat(batch.answer().length).isBetween(Answer.LIMIT - 200, Answer.LIMIT);
    }

    @Test
    void theLargestRecordThatFirehoseTakesHasAPlaceInAnAnswer() throws IOException {
        for (String text : List.of("\\\"", "\\\\", "\\u0001", "é", "👋")) {
            String update = largest(text, entity("url", 0, 60_000));

            assertThat(update.getBytes(StandardCharsets.UTF_8).length).isBetween(LARGEST_RECORD - 12, LARGEST_RECORD);
            assertThat(Batch.of(update).results().values()).containsOnly("Ok");
        }
    }

    @Tag("large-batches")
    @Test
    void wholeAndBrokenRecordsOfAllSizesStayWithinTheLimitTogether() throws IOException {
        List<Mix> mixes = worstRecords().toList();
        List<byte[]> records = fill(LARGEST_BUFFER, i -> {
            byte[] record = mixes.get(i % mixes.size()).record().getBytes(StandardCharsets.UTF_8);
            return i % 3 == 0 ? Arrays.copyOf(record, record.length / 2) : record;
        });

        assertThat(Batch.of(records).answer().length).isLessThanOrEqualTo(Answer.LIMIT);
    }

    private static List<byte[]> fill(int bytes, IntFunction<byte[]> next) {
        List<byte[]> records = new ArrayList<>();
        int size = 0;
        for (int i = 0; size + next.apply(i).length <= bytes; i++) {
            records.add(next.apply(i));
            size += next.apply(i).length;
        }
        return records;
    }

    /// A message of 1,000 KiB whose text is one thing over and over.
    private static String largest(String text, String entities) {
        int rest = message("", entities).getBytes(StandardCharsets.UTF_8).length;
        return message(text.repeat((LARGEST_RECORD - rest) / text.getBytes(StandardCharsets.UTF_8).length), entities);
    }

    private static String message(String text, String entities) {
        return "{\"update_id\":123456789,\"message\":{\"message_id\":1,\"date\":1772366399,\"text\":\"%s\",\"entities\":[%s]}}\n"
                .formatted(text, entities);
    }

    private static String hashtags() {
        return String.join(
                ",",
                Stream.iterate(0, offset -> offset + TEXT / ENTITIES)
                        .limit(ENTITIES)
                        .map(offset -> entity("hashtag", offset, TEXT / ENTITIES))
                        .toList());
    }

    private static String entity(String type, int offset, int length) {
        return "{\"type\":\"%s\",\"offset\":%d,\"length\":%d}".formatted(type, offset, length);
    }
}
