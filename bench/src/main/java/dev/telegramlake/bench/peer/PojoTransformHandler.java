package dev.telegramlake.bench.peer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Record;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Result;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A transform on the event classes of aws-lambda-java-events, with the update read as a tree.
public final class PojoTransformHandler
        implements RequestHandler<KinesisFirehoseEvent, KinesisAnalyticsInputPreprocessingResponse> {
    private final Flattener flattener = new TreeFlattener();

    @Override
    public KinesisAnalyticsInputPreprocessingResponse handleRequest(KinesisFirehoseEvent event, Context context) {
        List<Record> answers = new ArrayList<>();
        int failed = 0;
        for (KinesisFirehoseEvent.Record record : event.getRecords()) {
            byte[] update = new byte[record.getData().remaining()];
            record.getData().get(update);
            try {
                byte[] row = flattener.row(update, record.getApproximateArrivalTimestamp());
                answers.add(new Record(record.getRecordId(), Result.Ok, ByteBuffer.wrap(row)));
            } catch (IOException | RuntimeException bad) {
                failed++;
                answers.add(new Record(record.getRecordId(), Result.ProcessingFailed, ByteBuffer.wrap(update)));
            }
        }
        context.getLogger().log("%d records, %d failed%n".formatted(answers.size(), failed));
        return new KinesisAnalyticsInputPreprocessingResponse(answers);
    }
}
