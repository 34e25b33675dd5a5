package dev.telegramlake.local.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.analytics.Catalog;
import dev.telegramlake.analytics.Period;
import dev.telegramlake.analytics.Question;
import dev.telegramlake.analytics.Words;
import dev.telegramlake.local.http.JsonAnswers;
import dev.telegramlake.local.http.RefusedException;
import dev.telegramlake.local.trino.TrinoColumn;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The questions of the catalog and their answers, for charts.
final class QuestionsApi {
    private static final int DEFAULT_DAYS = 30;
    private static final String CHATS = """
            SELECT chat_id, max_by(chat_title, date) FILTER (WHERE chat_title IS NOT NULL) AS title, count(*) AS messages
            FROM messages
            GROUP BY 1
            ORDER BY 3 DESC
            LIMIT 1000""";

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Question> questions = new LinkedHashMap<>();
    private final LakeQueries queries;
    private final ZoneId zone;
    private final InstantSource clock;

    /// @param zone in which days begin where a request names none
    QuestionsApi(LakeQueries queries, ZoneId zone, InstantSource clock) {
        Catalog.questions().forEach(question -> questions.put(question.name(), question));
        this.queries = queries;
        this.zone = zone;
        this.clock = clock;
    }

    /// `GET /api/questions`: all of them, with their charts.
    void list(Context http) throws JsonProcessingException {
        ObjectNode answer = json.createObjectNode();
        ArrayNode list = answer.putArray("questions");
        for (Question question : questions.values()) {
            ObjectNode each = list.addObject().put("name", question.name());
            put(each.putObject("title"), question.title());
            put(each.putObject("question"), question.words());
            each.put("hasPeriod", question.hasPeriod());
            each.put("sql", question.sql());
            each.set("chart", json.readTree(question.chart()));
        }
        JsonAnswers.write(http, answer);
    }

    private static void put(ObjectNode node, Words words) {
        node.put("en", words.english()).put("pt", words.portuguese());
    }

    /// `GET /api/questions/NAME?from=2026-03-01&to=2026-03-31&chat=-1001&zone=America/Sao_Paulo`: the rows. Without
    /// parameters: the last 30 days of all chats, in the pipeline's zone.
    void answer(Context http) throws IOException {
        String name = http.pathParam("name");
        Question question = questions.get(name);
        if (question == null) {
            throw new RefusedException(
                    404, "There is no question '%s'. /api/questions lists those that there are.".formatted(name));
        }
        String sql = question.sql(period(http));
        ObjectNode answer = rows(queries.run(sql));
        answer.put("sql", sql);
        JsonAnswers.write(http, answer);
    }

    /// `GET /api/chats`: those that have messages, the liveliest first.
    void chats(Context http) throws IOException {
        ObjectNode answer = json.createObjectNode();
        ArrayNode chats = answer.putArray("chats");
        for (List<@Nullable Object> row : queries.run(CHATS).rows()) {
            chats.addObject()
                    .<ObjectNode>set("id", TypedJson.of(row.get(0), "bigint"))
                    .set("title", TypedJson.of(row.get(1), "varchar"));
        }
        JsonAnswers.write(http, answer);
    }

    private ObjectNode rows(Result result) {
        ObjectNode answer = result.head(json);
        ArrayNode rows = answer.putArray("rows");
        for (List<@Nullable Object> row : result.rows()) {
            ObjectNode values = rows.addObject();
            for (int i = 0; i < row.size(); i++) {
                TrinoColumn column = result.columns().get(i);
                values.set(column.name(), TypedJson.of(row.get(i), column.type()));
            }
        }
        return answer;
    }

    private Period period(Context http) {
        ZoneId in = zone(http.queryParam("zone"));
        LocalDate today = LocalDate.ofInstant(clock.instant(), in);
        LocalDate to = day("to", http.queryParam("to"), today);
        LocalDate from = day("from", http.queryParam("from"), to.minusDays(DEFAULT_DAYS - 1));
        try {
            return new Period(in, from, to, chat(http.queryParam("chat")));
        } catch (IllegalArgumentException backwards) {
            throw RefusedException.badRequest(String.valueOf(backwards.getMessage()));
        }
    }

    private ZoneId zone(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return zone;
        }
        try {
            return ZoneId.of(value);
        } catch (DateTimeException unknown) {
            throw RefusedException.badRequest(
                    "zone must be a time zone such as UTC or America/Sao_Paulo, but is '%s'.".formatted(value));
        }
    }

    private static LocalDate day(String name, @Nullable String value, LocalDate otherwise) {
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        try {
            // A year beyond four digits would be no date for SQL.
            if (value.length() == "2026-03-01".length()) {
                return LocalDate.parse(value);
            }
        } catch (DateTimeException wrong) {
            // refused below
        }
        throw RefusedException.badRequest("%s must be a day such as 2026-03-01, but is '%s'.".formatted(name, value));
    }

    private static OptionalLong chat(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.matches("-?[0-9]{1,18}")) {
            throw RefusedException.badRequest(
                    "chat must be a chat's id such as -1001234567890, but is '%s'. /api/chats lists them."
                            .formatted(value));
        }
        return OptionalLong.of(Long.parseLong(value));
    }
}
