package dev.telegramlake.bench.peer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.ZoneOffset;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// A webhook as the course has it: each message is parsed, written again and put into S3 as an object of its own.
public final class CourseWebhookHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final ObjectMapper mapper = new ObjectMapper();
    private final S3Client s3 = S3Client.create();
    private final String bucket = System.getenv("BUCKET");

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        try {
            JsonNode update = mapper.readTree(event.getBody());
            byte[] object = mapper.writeValueAsBytes(update);
            String key = "telegram/context_date=%s/%s-%d.json"
                    .formatted(LocalDate.now(ZoneOffset.UTC), update.path("update_id"), System.nanoTime());
            s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(object));
            context.getLogger().log("object %s%n".formatted(key));
            return HttpAnswer.of(200);
        } catch (JsonProcessingException malformed) {
            return HttpAnswer.of(400);
        }
    }
}
