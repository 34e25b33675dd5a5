package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What became of one batch, as one line for the log in CloudWatch's
/// [embedded metric
/// format](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html):
/// the totals become metrics of the namespace [#NAMESPACE], the counts by path and the reasons stay with the line. The
/// function's log format must be text, which is Lambda's default: JSON would wrap the line.
///
/// Holds nothing of what was said in the chats. Names that the updates made up are cut to what a field of the Bot API
/// can be called, and no more than [#MOST] of each sort are named, so that the line stays short.
final class BatchLog {
    static final String NAMESPACE = "telegram-lake";

    /// Most paths of a sort, and most failed records, that the line names.
    static final int MOST = 20;

    private static final int LONGEST_PATH = 100;
    private static final String OTHERS = "others";

    private final JsonFactory json;
    private int ok;
    private int failed;
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private final Counts unknownKinds = new Counts();
    private final Counts unknownFields = new Counts();
    private final Counts mismatches = new Counts();

    BatchLog(JsonFactory json) {
        this.json = json;
    }

    void ok(FlatUpdate update) {
        ok++;
        if (!update.knownKind()) {
            unknownKinds.add(update.kind());
        }
        update.unknownFields().forEach(unknownFields::add);
        update.mismatches().forEach(mismatches::add);
    }

    /// @param reason holds nothing of the record
    void failed(@Nullable String recordId, String reason) {
        failed++;
        if (reasons.size() < MOST) {
            reasons.put(String.valueOf(recordId), reason);
        }
    }

    String line(Instant now) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator generator = json.createGenerator(line)) {
            Map<String, Integer> metrics = metrics();
            generator.writeStartObject();
            writeMetadata(generator, now, metrics);
            generator.writeStringField("event", "transform");
            for (Map.Entry<String, Integer> metric : metrics.entrySet()) {
                generator.writeNumberField(metric.getKey(), metric.getValue());
            }
            generator.writeObjectFieldStart("reasons");
            for (Map.Entry<String, String> reason : reasons.entrySet()) {
                generator.writeStringField(reason.getKey(), reason.getValue());
            }
            generator.writeEndObject();
            unknownKinds.write(generator, "unknown_kinds");
            unknownFields.write(generator, "unknown_fields");
            mismatches.write(generator, "mismatches");
            generator.writeEndObject();
        }
        return line.append('\n').toString();
    }

    private Map<String, Integer> metrics() {
        Map<String, Integer> metrics = new LinkedHashMap<>();
        metrics.put("Ok", ok);
        metrics.put("Failed", failed);
        metrics.put("UnknownKinds", unknownKinds.total);
        metrics.put("UnknownFields", unknownFields.total);
        metrics.put("Mismatches", mismatches.total);
        return metrics;
    }

    private static void writeMetadata(JsonGenerator generator, Instant now, Map<String, Integer> metrics)
            throws IOException {
        generator.writeObjectFieldStart("_aws");
        generator.writeNumberField("Timestamp", now.toEpochMilli());
        generator.writeArrayFieldStart("CloudWatchMetrics");
        generator.writeStartObject();
        generator.writeStringField("Namespace", NAMESPACE);
        generator.writeArrayFieldStart("Dimensions");
        generator.writeStartArray();
        generator.writeEndArray();
        generator.writeEndArray();
        generator.writeArrayFieldStart("Metrics");
        for (String name : metrics.keySet()) {
            generator.writeStartObject();
            generator.writeStringField("Name", name);
            generator.writeStringField("Unit", "Count");
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeEndObject();
        generator.writeEndArray();
        generator.writeEndObject();
    }

    /// How often each path came; what is too long or too strange to be one, or one too many, counts as the others.
    private static final class Counts {
        private final Map<String, Integer> byPath = new TreeMap<>();
        private int total;

        void add(String path) {
            total++;
            boolean named = byPath.containsKey(path) || (byPath.size() < MOST && isPath(path));
            byPath.merge(named ? path : OTHERS, 1, Integer::sum);
        }

        private static boolean isPath(String path) {
            return path.length() <= LONGEST_PATH && path.chars().allMatch(Counts::isOfPath);
        }

        private static boolean isOfPath(int c) {
            return (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '.'
                    || c == '['
                    || c == ']'
                    || c == '*';
        }

        void write(JsonGenerator generator, String name) throws IOException {
            generator.writeObjectFieldStart(name);
            for (Map.Entry<String, Integer> count : byPath.entrySet()) {
                generator.writeNumberField(count.getKey(), count.getValue());
            }
            generator.writeEndObject();
        }
    }
}
