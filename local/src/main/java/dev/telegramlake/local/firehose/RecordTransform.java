package dev.telegramlake.local.firehose;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.firehose.journal.JournalRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls the function for a batch of records, again where it fails, and says what became of each record.
final class RecordTransform {
    private static final Logger LOG = LoggerFactory.getLogger(RecordTransform.class);

    /// [Most that a synchronous invocation may
    /// answer](https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html),
    /// as Lambda counts it.
    private static final int MAX_ANSWER_BYTES = 6_291_556;

    private static final Duration MAX_FUNCTION_TIME = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeliveryStreamSettings settings;
    private final TransformFunction function;
    private final InstantSource clock;

    RecordTransform(DeliveryStreamSettings settings, TransformFunction function, InstantSource clock) {
        this.settings = settings;
        this.function = function;
        this.clock = clock;
    }

    /// Gives one outcome a record, in the records' order.
    ///
    /// @throws InterruptedException the stream is closing; nothing is decided
    List<TransformOutcome> apply(List<JournalRecord> batch) throws InterruptedException {
        int attempts = settings.transform().retries() + 1;
        for (int attempt = 1; attempt <= attempts; attempt++) {
            if (attempt > 1) {
                Thread.sleep(settings.transform().retryBackoff());
            }
            try {
                TransformAnswer answer = TransformAnswer.read(invoke(event(batch)), attempt, clock.millis());
                List<TransformOutcome> outcomes = new ArrayList<>(batch.size());
                batch.forEach(record -> outcomes.add(answer.outcome(record.id().toString())));
                return outcomes;
            } catch (ExecutionException functionError) {
                // Not the message: a function may have put a record's data into it.
                LOG.warn(
                        "The transform failed on {} records with {}, attempt {} of {}",
                        batch.size(),
                        requireNonNull(functionError.getCause()).getClass().getName(),
                        attempt,
                        attempts);
            }
        }
        TransformOutcome failed = new TransformOutcome.Failed(
                "Lambda.FunctionError",
                "The Lambda function was successfully invoked but it returned an error result.",
                attempts,
                clock.millis());
        return Collections.nCopies(batch.size(), failed);
    }

    /// @throws ExecutionException a function error, its reason as the cause
    private byte[] invoke(byte[] event) throws ExecutionException, InterruptedException {
        FutureTask<byte[]> invocation =
                new FutureTask<>(() -> requireNonNull(function.invoke(event), "the function's answer is null"));
        Thread.ofPlatform().name("firehose-transform").daemon().start(invocation);
        try {
            byte[] answer = invocation.get(MAX_FUNCTION_TIME.toSeconds(), TimeUnit.SECONDS);
            if (answer.length > MAX_ANSWER_BYTES) {
                LOG.warn("The transform's answer has {} bytes, Lambda allows {}", answer.length, MAX_ANSWER_BYTES);
                throw new ExecutionException(new IllegalStateException("Function.ResponseSizeTooLarge"));
            }
            return answer;
        } catch (TimeoutException late) {
            throw new ExecutionException(late);
        } finally {
            invocation.cancel(true);
        }
    }

    private byte[] event(List<JournalRecord> batch) {
        ObjectNode event = JSON.createObjectNode()
                .put("invocationId", UUID.randomUUID().toString())
                .put("deliveryStreamArn", settings.arn())
                .put("region", settings.region());
        ArrayNode records = event.putArray("records");
        for (JournalRecord record : batch) {
            records.addObject()
                    .put("recordId", record.id().toString())
                    .put("approximateArrivalTimestamp", record.arrivalMillis())
                    .put("data", record.data());
        }
        try {
            return JSON.writeValueAsBytes(event);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
    }
}
