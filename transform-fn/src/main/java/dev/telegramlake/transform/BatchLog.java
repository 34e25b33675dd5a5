package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.telegramlake.transform.UpdateFlattener.FlatUpdate;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What became of one batch, as one line of JSON for the log. Holds counts, record ids and reasons; nothing of what
/// was said in the chats.
final class BatchLog {
    private final JsonFactory json;
    private int ok;
    private final Map<String, String> failed = new LinkedHashMap<>();
    private final Map<String, Integer> unknownKinds = new TreeMap<>();
    private final Map<String, Integer> mismatches = new TreeMap<>();

    BatchLog(JsonFactory json) {
        this.json = json;
    }

    void ok(FlatUpdate update) {
        ok++;
        if (!update.knownKind()) {
            unknownKinds.merge(update.kind(), 1, Integer::sum);
        }
        update.mismatches().forEach(path -> mismatches.merge(path, 1, Integer::sum));
    }

    void failed(@Nullable String recordId, String reason) {
        failed.put(String.valueOf(recordId), reason);
    }

    String line() throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator generator = json.createGenerator(line)) {
            generator.writeStartObject();
            generator.writeStringField("event", "transform");
            generator.writeNumberField("ok", ok);
            generator.writeNumberField("failed", failed.size());
            generator.writeObjectFieldStart("reasons");
            for (Map.Entry<String, String> reason : failed.entrySet()) {
                generator.writeStringField(reason.getKey(), reason.getValue());
            }
            generator.writeEndObject();
            counts(generator, "unknown_kinds", unknownKinds);
            counts(generator, "mismatches", mismatches);
            generator.writeEndObject();
        }
        return line.append('\n').toString();
    }

    private static void counts(JsonGenerator generator, String name, Map<String, Integer> counts) throws IOException {
        generator.writeObjectFieldStart(name);
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            generator.writeNumberField(count.getKey(), count.getValue());
        }
        generator.writeEndObject();
    }
}
