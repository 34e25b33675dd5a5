package dev.telegramlake.bench.peer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// A webhook that hands updates to Firehose, with the AWS SDK's clients as they come and the update read as a tree.
public final class SdkWebhookHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final ObjectMapper mapper = new ObjectMapper();
    private final FirehoseClient firehose = FirehoseClient.create();
    private final String stream = System.getenv("DELIVERY_STREAM");
    private final String secret = secret(System.getenv("WEBHOOK_SECRET_ARN"));

    private static String secret(String arn) {
        try (SecretsManagerClient secrets = SecretsManagerClient.create()) {
            return secrets.getSecretValue(request -> request.secretId(arn)).secretString();
        }
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        if (!secret.equals(event.getHeaders().get("x-telegram-bot-api-secret-token"))) {
            return HttpAnswer.of(401);
        }
        try {
            JsonNode update = mapper.readTree(event.getBody());
            if (!update.path("update_id").isIntegralNumber()) {
                return HttpAnswer.of(400);
            }
            if (!update.path("message").path("chat").path("type").asText().equals("private")) {
                String line = event.getBody().strip().replace('\n', ' ') + "\n";
                firehose.putRecord(request -> request.deliveryStreamName(stream)
                        .record(record -> record.data(SdkBytes.fromUtf8String(line))));
            }
            context.getLogger().log("update %s%n".formatted(update.path("update_id")));
            return HttpAnswer.of(200);
        } catch (JsonProcessingException malformed) {
            return HttpAnswer.of(400);
        }
    }
}
