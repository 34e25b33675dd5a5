package dev.telegramlake.webhook;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/// One line of JSON for each request: what came and what became of it. It never holds a secret, nor anything that
/// people wrote.
final class RequestLog {
    private static final JsonFactory JSON = new JsonFactory();

    private final LambdaLogger logger;
    private final long started = System.nanoTime();
    private int bytes;
    private int attempts;
    private @Nullable Envelope update;
    private @Nullable String failure;

    RequestLog(LambdaLogger logger) {
        this.logger = logger;
    }

    void bytes(int count) {
        bytes = count;
    }

    void update(Envelope received) {
        update = received;
    }

    void attempts(int count) {
        attempts = count;
    }

    void failure(SdkException exception) {
        failure = exception.getClass().getSimpleName();
    }

    void write(Outcome outcome) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("event", "webhook");
            json.writeStringField("outcome", outcome.label());
            json.writeNumberField("status", outcome.status());
            json.writeNumberField("bytes", bytes);
            json.writeNumberField(
                    "millis", Duration.ofNanos(System.nanoTime() - started).toMillis());
            if (update != null) {
                json.writeNumberField("update_id", update.updateId());
                json.writeStringField("kind", update.kind().length() > 64 ? "too long to name" : update.kind());
                writeIfPresent(json, "chat_id", update.chatId());
                // The operator must add the new id to the list of allowed chats.
                writeIfPresent(json, "migrate_to_chat_id", update.migratedTo());
            }
            if (attempts > 1) {
                json.writeNumberField("attempts", attempts);
            }
            if (failure != null) {
                json.writeStringField("failure", failure);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        logger.log(line.append('\n').toString());
    }

    private static void writeIfPresent(JsonGenerator json, String name, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }
}
