package dev.telegramlake.analytics.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.telegramlake.analytics.Period;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The data as JSON: for each question its words, its chart and its rows, as objects that a chart can use.
final class JsonReport {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonReport() {}

    static void write(Writer out, Period period, List<Report.Answered> answers) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeStringField("zone", period.zone().getId());
            json.writeStringField("from", period.from().toString());
            json.writeStringField("to", period.to().toString());
            if (period.chat().isPresent()) {
                json.writeNumberField("chat", period.chat().getAsLong());
            }
            json.writeArrayFieldStart("questions");
            for (Report.Answered answered : answers) {
                question(json, answered);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void question(JsonGenerator json, Report.Answered answered) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", answered.question().name());
        json.writeObjectFieldStart("title");
        json.writeStringField("en", answered.question().title().english());
        json.writeStringField("pt", answered.question().title().portuguese());
        json.writeEndObject();
        json.writeObjectFieldStart("question");
        json.writeStringField("en", answered.question().words().english());
        json.writeStringField("pt", answered.question().words().portuguese());
        json.writeEndObject();
        json.writeFieldName("chart");
        json.writeRawValue(answered.question().chart().strip());
        json.writeArrayFieldStart("columns");
        for (Answer.Column column : answered.answer().columns()) {
            json.writeString(column.name());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        for (List<@Nullable String> row : answered.answer().rows()) {
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                json.writeFieldName(answered.answer().columns().get(i).name());
                value(json, row.get(i), answered.answer().columns().get(i).type());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, @Nullable String value, String type) throws IOException {
        if (value == null) {
            json.writeNull();
            return;
        }
        switch (type) {
            case "bigint", "integer", "smallint", "tinyint", "decimal" -> json.writeNumber(new BigDecimal(value));
            case "double", "float", "real" -> real(json, value);
            case "boolean" -> json.writeBoolean(Boolean.parseBoolean(value));
            default -> json.writeString(value);
        }
    }

    /// JSON has no infinity, and no number that is none.
    private static void real(JsonGenerator json, String value) throws IOException {
        double number = Double.parseDouble(value);
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeNull();
        }
    }
}
