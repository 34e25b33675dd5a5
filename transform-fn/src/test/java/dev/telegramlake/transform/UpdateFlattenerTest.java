package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What bytes can be. What updates can be is in [FixturesTest] and [FlatteningPropertyTest].
final class UpdateFlattenerTest {
    private final UpdateFlattener flattener = new UpdateFlattener();

    @Test
    void thePayloadIsTheUpdateAsReceived() throws Exception {
        String update = "{ \"update_id\" : 1 ,\r\n\t\"message\":{\"text\":\"\\u00e9 é \\/\", \"New\":{\"X\":1.50}} }";

        JsonNode row = row(update);

        assertThat(row.path("payload").asText()).isEqualTo(update);
        assertThat(row.path("text").asText()).isEqualTo("é é /");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", " \t\r\n\n"})
    void whiteSpaceAroundTheUpdateIsNoPartOfIt(String around) throws Exception {
        String update = "{\"update_id\":1,\"poll\":{}}";

        assertThat(row(around + update + around).path("payload").asText()).isEqualTo(update);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheUpdate() throws Exception {
        String update = "{\"update_id\":1,\"poll\":{}}";

        assertThat(row("\uFEFF" + update + "\r\n").path("payload").asText()).isEqualTo(update);
    }

    @Test
    void aLoneSurrogateIsReplacedInItsColumnAndStaysInThePayload() throws Exception {
        JsonNode row = row("{\"update_id\":1,\"message\":{\"text\":\"a \\ud83d \\udc4b \\ud83d\\udc4b\","
                + "\"entities\":[{\"type\":\"hashtag\",\"offset\":6,\"length\":1}]}}");

        assertThat(row.path("text").asText()).isEqualTo("a \uFFFD \uFFFD 👋");
        assertThat(row.path("text_length").asInt()).isEqualTo(7);
        assertThat(row.path("hashtags")).hasToString("[\"\uFFFD\"]");
        assertThat(row.path("payload").asText()).contains("\\ud83d \\udc4b \\ud83d\\udc4b");
    }

    @Test
    void aStringOfAMegabyteIsNotCut() throws Exception {
        String text = "é".repeat(500_000);

        JsonNode row = row("{\"update_id\":1,\"message\":{\"text\":\"%s\"}}".formatted(text));

        assertThat(row.path("text").asText()).isEqualTo(text);
        assertThat(row.path("text_length").asInt()).isEqualTo(500_000);
    }

    @Test
    void ofAFieldThatComesTwiceTheLastValueCounts() throws Exception {
        JsonNode row = row("{\"update_id\":1,\"update_id\":2,\"message\":{\"text\":\"a\",\"text\":\"b\","
                + "\"from\":{\"id\":1},\"from\":{\"id\":2},\"from\":null,"
                + "\"new_chat_members\":[{\"id\":1}],\"new_chat_members\":[{\"id\":2}]}}");

        assertThat(row.path("update_id").asInt()).isEqualTo(2);
        assertThat(row.path("text").asText()).isEqualTo("b");
        assertThat(row.path("user_id").asInt()).isEqualTo(2);
        assertThat(row.path("member_ids")).hasToString("[2]");
    }

    @Test
    void ofAKindThatComesTwiceTheLastIsTheUpdate() throws Exception {
        JsonNode row =
                row("{\"message\":{\"text\":\"a\",\"message_id\":1},\"message\":{\"caption\":\"b\"},\"update_id\":1}");

        assertThat(row.path("text").asText()).isEqualTo("b");
        assertThat(row.has("message_id")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"update_id\":1,\"next_month\":{\"date\":9},\"message\":{\"text\":\"a\"}}', message",
        "'{\"update_id\":1,\"message\":{\"text\":\"a\"},\"next_month\":{\"date\":9}}', message",
        "'{\"next_month\":5,\"poll\":{},\"update_id\":1}', poll",
        "'{\"update_id\":1,\"message\":null,\"poll\":{}}', poll",
        "'{\"update_id\":1,\"poll\":{},\"message\":{}}', poll",
        "'{\"update_id\":1,\"poll\":7}', poll",
        "'{\"update_id\":1,\"next_month\":[[]]}', next_month",
        "'{\"update_id\":1,\"\":{}}', ''",
    })
    void theKindIsTheFirstFieldThatIsKnownElseTheFirst(String update, String kind) throws Exception {
        JsonNode row = row(update);

        assertThat(row.path("kind").asText()).isEqualTo(kind);
        assertThat(row.has("date")).isFalse();
    }

    @Test
    void whatIsNewAndWhatDoesNotFitIsNotedByPath() throws Exception {
        FlatUpdate update = flattener.flatten(
                bytes(
                        "{\"update_id\":1,\"message\":{\"message_id\":\"seven\",\"from\":[],\"text\":\"a\",\"hologram\":1,"
                                + "\"photo\":[3,{\"file_id\":9}],\"new_chat_members\":[{\"id\":true}],\"voice\":{\"duration\":3000000000},"
                                + "\"entities\":[{}],\"date\":1e3}}"),
                Fixture.ARRIVAL);

        assertThat(update.knownKind()).isTrue();
        assertThat(update.unknownFields()).containsExactly("message.hologram");
        assertThat(update.mismatches())
                .containsExactly(
                        "message.message_id",
                        "message.from",
                        "message.photo",
                        "message.new_chat_members[].id",
                        "message.voice.duration",
                        "message.entities",
                        "message.date");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"photo\":[{\"file_id\":\"a\",\"file_size\":null,\"width\":9,\"height\":9,\"hue\":3}] |",
                "\"photo\":[{\"file_id\":\"a\"},{\"file_id\":9}] | message.photo",
                "\"photo\":[7] | message.photo",
                "\"photo\":7 | message.photo",
                "\"new_chat_members\":[{\"id\":1}] |",
                "\"entities\":[{\"type\":\"url\",\"offset\":0,\"length\":1}] |",
                "\"entities\":[7] | message.entities",
                "\"rich_message\":{\"blocks\":[{\"text\":\"a\"}]} |",
                "\"rich_message\":7 | message.rich_message",
                "\"voice\":{\"duration\":2147483647} |",
                "\"voice\":{\"duration\":2147483648} | message.voice.duration",
            })
    void onlyWhatDoesNotFitIsNoted(String field, @Nullable String path) throws Exception {
        FlatUpdate update =
                flattener.flatten(bytes("{\"update_id\":1,\"message\":{%s}}".formatted(field)), Fixture.ARRIVAL);

        assertThat(update.mismatches()).isEqualTo(path == null ? List.of() : List.of(path));
    }

    @Test
    void ofTwoContentsThatAreNewTheFirstSaysWhatTheMessageIs() throws Exception {
        JsonNode row = row("{\"update_id\":1,\"message\":{\"hologram\":1,\"scent\":2}}");

        assertThat(row.path("content_type").asText()).isEqualTo("hologram");
    }

    @Test
    void ofTwoSizesThatAreEquallyLargeTheLastCounts() throws Exception {
        JsonNode row = row("{\"update_id\":1,\"message\":{\"photo\":[{\"file_id\":\"a\",\"width\":2,\"height\":3},"
                + "{\"file_id\":\"b\",\"width\":3,\"height\":2}]}}");

        assertThat(row.path("file_id").asText()).isEqualTo("b");
    }

    @Test
    void aFileTakesNothingFromTheFileBesideIt() throws Exception {
        JsonNode row = row("{\"update_id\":1,\"message\":{\"animation\":{\"file_id\":\"a\"},"
                + "\"document\":{\"file_id\":\"b\",\"file_unique_id\":\"c\",\"file_size\":4}}}");

        assertThat(row.path("file_id").asText()).isEqualTo("a");
        assertThat(row.has("file_unique_id")).isFalse();
        assertThat(row.has("file_size")).isFalse();
    }

    @Test
    void whoHasNoFirstNameIsCalledByTheLast() throws Exception {
        JsonNode row = row("{\"update_id\":1,\"message\":{\"from\":{\"id\":1,\"last_name\":\"B\"}}}");

        assertThat(row.path("author_name").asText()).isEqualTo("B");
    }

    @Test
    void aPartThatEndsBehindTheTextIsNoPart() throws Exception {
        JsonNode row = row(
                "{\"update_id\":1,\"message\":{\"text\":\"a#b\",\"entities\":["
                        + "{\"type\":\"hashtag\",\"offset\":2,\"length\":2},{\"type\":\"hashtag\",\"offset\":1,\"length\":2}]}}");

        assertThat(row.path("hashtags")).hasToString("[\"#b\"]");
    }

    @Test
    void aMentionWithoutAUserNamesNobody() throws Exception {
        JsonNode row = row("{\"update_id\":1,\"message\":{\"text\":\"ab\",\"entities\":["
                + "{\"type\":\"text_mention\",\"offset\":0,\"length\":1,\"user\":7},"
                + "{\"type\":\"text_mention\",\"offset\":1,\"length\":1,\"user\":{\"id\":8}}]}}");

        assertThat(row.path("mentions")).hasToString("[\"8\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "'hello secret', 'not JSON at line 1, column 1'",
        "'{\"update_id\":NaN,\"message\":{}}', 'not JSON at line 1, column 17'",
        "'{\"update_id\":1,\"message\":{\"date\":Infinity}}', 'not JSON at line 1, column 42'",
        "'{''update_id'':1}', 'not JSON at line 1, column 2'",
        "'{\"update_id\":1,\"message\":{\"text\":\"a\tb\"}}', 'not JSON at line 1, column 36'",
        "'{\"update_id\":01}', 'not JSON at line 1, column 15'",
        "'[1]', 'not a JSON object'",
        "'{\"update_id\":1}', 'no field beside update_id'",
        "'{\"update_id\":1,\"message\":null}', 'no field beside update_id'",
        "'{\"update_id\":\"1\",\"message\":{}}', 'update_id is missing or no 64-bit integer'",
        "'{\"update_id\":9223372036854775808,\"message\":{}}', 'update_id is missing or no 64-bit integer'",
        "'{\"message\":{}}', 'update_id is missing or no 64-bit integer'",
        "'{\"update_id\":1,\"message\":{}} {}', 'more than one JSON value'",
        "'{\"update_id\":1,\"message\":{}}}', 'not JSON at line 1, column 29'",
        "'{\"update_id\":1,\"message\":{\"text\":\"a', 'cut off: the JSON has no end'",
    })
    void whatIsNoUpdateIsRefusedWithoutRepeatingItsText(String record, String reason) {
        assertThatThrownBy(() -> row(record))
                .isInstanceOf(BadRecordException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16LE", "UTF-16BE", "UTF-32BE"})
    void whatIsNotUtf8IsRefused(String charset) throws Exception {
        byte[] update = "{\"update_id\":1,\"message\":{\"text\":\"é\"}}".getBytes(Charset.forName(charset));

        assertThatThrownBy(() -> flattener.flatten(update, Fixture.ARRIVAL)).isInstanceOf(BadRecordException.class);
    }

    @Test
    void surrogatesInUtf8AreRefused() {
        byte[] update = bytes("{\"update_id\":1,\"message\":{\"skipped\":\"???\"}}");
        int at = new String(update, StandardCharsets.UTF_8).indexOf("???");
        update[at] = (byte) 0xED;
        update[at + 1] = (byte) 0xA0;
        update[at + 2] = (byte) 0xBD;

        assertThatThrownBy(() -> flattener.flatten(update, Fixture.ARRIVAL))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"text\":[", "{\"blocks\":[", "{\"caption\":{\"blocks\":["})
    void tenThousandLevelsAreRefusedByTheirDepth(String level) {
        String update = "{\"update_id\":1,\"message\":{\"rich_message\":{\"blocks\":[" + level.repeat(10_000);

        assertThatThrownBy(() -> row(update))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("nesting depth (1001) exceeds the maximum allowed (1000");
    }

    @Tag("measures-stack") // an instrumented class needs more
    @ParameterizedTest
    @CsvSource({"{\"text\":, }", "[, ]", "{\"caption\":, }", "{\"blocks\":, }"})
    void noUpdateUsesUpTheStack(String open, String close) throws Exception {
        FutureTask<FlatUpdate> update = new FutureTask<>(() -> flattener.flatten(
                bytes("{\"update_id\":1,\"message\":{\"rich_message\":{\"blocks\":[\"a\",{\"text\":" + open.repeat(990)
                        + "\"deep\"" + close.repeat(990) + "}]}}}"),
                Fixture.ARRIVAL));

        Thread thread = new Thread(null, update, "small stack", 256 << 10);
        thread.start();

        assertThat(Json.object(get(update).json()).path("text").asText()).isEqualTo("a");
        assertThat(get(update).mismatches()).containsExactly("message.rich_message");
    }

    @Test
    void richTextMayNestDeeply() throws Exception {
        JsonNode row = row("{\"update_id\":1,\"message\":{\"rich_message\":{\"blocks\":[{\"text\":"
                + "{\"text\":".repeat(190) + "\"deep\"" + "}".repeat(190) + "}]}}}");

        assertThat(row.path("text").asText()).isEqualTo("deep");
    }

    @Test
    void richTextThatNestsTooDeeplyIsSkippedAndNoted() throws Exception {
        FlatUpdate update = flattener.flatten(
                bytes("{\"update_id\":1,\"message\":{\"rich_message\":{\"blocks\":[\"a\",\"b\",{\"text\":"
                        + "[".repeat(210) + "\"deep\"" + "]".repeat(210) + "},\"c\"]}}}"),
                Fixture.ARRIVAL);

        assertThat(Json.object(update.json()).path("text").asText()).isEqualTo("a\nb\nc");
        assertThat(update.mismatches()).containsExactly("message.rich_message");
    }

    @Test
    void aCaptionOfRichTextIsALineAndAMentionInItNamesItsUser() throws Exception {
        JsonNode row = row("{\"update_id\":1,\"message\":{\"rich_message\":{\"blocks\":[{\"caption\":\"a\",\"text\":"
                + "{\"type\":\"text_mention\",\"text\":\"b\",\"user\":{\"id\":7}}}]}}}");

        assertThat(row.path("text").asText()).isEqualTo("a\nb");
        assertThat(row.path("mentions")).hasToString("[\"7\"]");
    }

    @Test
    void aNumberOfThousandsOfDigitsIsRefusedByItsLength() {
        assertThatThrownBy(() -> row("{\"update_id\":1,\"message\":{\"date\":" + "9".repeat(2_000) + "}}"))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("Number value length (2000) exceeds the maximum allowed (1000");
    }

    @Test
    void anAbsurdlyLongNameIsRefusedByItsLength() {
        assertThatThrownBy(() -> row("{\"update_id\":1,\"" + "n".repeat(60_000) + "\":{}}"))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("exceeds the maximum allowed (50000")
                .message()
                .doesNotContain("nnn");
    }

    private static FlatUpdate get(FutureTask<FlatUpdate> update) throws InterruptedException {
        try {
            return update.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }

    private JsonNode row(String update) throws Exception {
        return Json.object(flattener.flatten(bytes(update), Fixture.ARRIVAL).json());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
