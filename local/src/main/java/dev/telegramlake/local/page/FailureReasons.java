package dev.telegramlake.local.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why the transform function failed records, read from what it logs: the service's own message says only that it did.
/// Keeps the newest [#MOST].
public final class FailureReasons {
    private static final int MOST = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> byRecord = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    /// Takes the lines of one call.
    public void read(List<String> log) {
        for (String line : log) {
            try {
                JsonNode reasons = JSON.readTree(line).path("reasons");
                synchronized (byRecord) {
                    reasons.properties()
                            .forEach(reason -> byRecord.put(
                                    reason.getKey(), reason.getValue().asText()));
                }
            } catch (JsonProcessingException otherLine) {
                // the function may log what is no JSON
            }
        }
    }

    Optional<String> of(String recordId) {
        synchronized (byRecord) {
            return Optional.ofNullable(byRecord.get(recordId));
        }
    }
}
