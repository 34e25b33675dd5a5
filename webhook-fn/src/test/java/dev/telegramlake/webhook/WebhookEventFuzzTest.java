package dev.telegramlake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordResponse;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;

/// Events of API Gateway, in the bytes in which Lambda hands them to its runtime.
final class WebhookEventFuzzTest {
    private static final String SECRET = "fuzz";
    private static final JsonFactory JSON = new JsonFactory();
    private static final PojoSerializer<APIGatewayV2HTTPEvent> EVENTS = LambdaEventSerializers.serializerFor(
            APIGatewayV2HTTPEvent.class, WebhookEventFuzzTest.class.getClassLoader());
    private static final PojoSerializer<APIGatewayV2HTTPResponse> ANSWERS = LambdaEventSerializers.serializerFor(
            APIGatewayV2HTTPResponse.class, WebhookEventFuzzTest.class.getClassLoader());

    /// Takes records, or refuses every one.
    private record Stream(boolean refuses, List<String> taken) implements FirehoseClient {
        @Override
        public PutRecordResponse putRecord(PutRecordRequest request) {
            if (refuses) {
                throw ResourceNotFoundException.builder().statusCode(400).build();
            }
            taken.add(request.record().data().asUtf8String());
            return PutRecordResponse.builder().recordId("1").build();
        }

        @Override
        public String serviceName() {
            return "firehose";
        }

        @Override
        public void close() {}
    }

    @FuzzTest
    void a200MeansTakenOrNotWanted(byte[] bytes) throws IOException {
        APIGatewayV2HTTPEvent event = event(bytes);
        if (event == null) {
            return;
        }
        List<String> log = new ArrayList<>();
        Stream taking = new Stream(false, new ArrayList<>());
        APIGatewayV2HTTPResponse answer = handle(event, taking, log);

        assertThat(answer.getBody()).isEmpty();
        assertThat(isObject(json(answer))).isTrue();
        assertThat(log).singleElement().satisfies(line -> {
            assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
            assertThat(isObject(line)).isTrue();
        });
        boolean unwanted = log.getFirst().contains("\"outcome\":\"unwanted_chat\"");
        if (answer.getStatusCode() == 200) {
            assertThat(knowsSecret(event)).isTrue();
            assertThat(isObject(body(event))).isTrue();
        } else {
            assertThat(answer.getStatusCode()).isIn(400, 401, 405, 413);
        }
        if (answer.getStatusCode() == 200 && !unwanted) {
            assertThat(taking.taken()).containsExactly(line(body(event)));
        } else {
            assertThat(taking.taken()).isEmpty();
        }

        APIGatewayV2HTTPResponse refused = handle(event, new Stream(true, List.of()), new ArrayList<>());
        assertThat(refused.getStatusCode()).isEqualTo(taking.taken().isEmpty() ? answer.getStatusCode() : 503);
    }

    /// Null where Lambda's own runtime refuses the bytes.
    private static @Nullable APIGatewayV2HTTPEvent event(byte[] bytes) {
        try {
            return EVENTS.fromJson(new ByteArrayInputStream(bytes));
        } catch (RuntimeException notAnEvent) {
            return null;
        }
    }

    private static APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event, Stream stream, List<String> log) {
        WebhookSettings settings = new WebhookSettings("s", new SecretSource.Given(SECRET), Set.of(-5L, -6L));
        return new WebhookHandler(settings, stream).handleRequest(event, context(log));
    }

    private static Context context(List<String> log) {
        LambdaLogger logger = new LambdaLogger() {
            @Override
            public void log(String message) {
                log.add(message);
            }

            @Override
            public void log(byte[] message) {
                log.add(new String(message, StandardCharsets.UTF_8));
            }
        };
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> method.getName().equals("getLogger") ? logger : (Object) 30_000);
    }

    private static boolean knowsSecret(APIGatewayV2HTTPEvent event) {
        for (Map.Entry<String, String> header : event.getHeaders().entrySet()) {
            if (header.getKey().equalsIgnoreCase(WebhookHandler.SECRET_HEADER) && SECRET.equals(header.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static String body(APIGatewayV2HTTPEvent event) {
        return event.getIsBase64Encoded()
                ? new String(Base64.getDecoder().decode(event.getBody()), StandardCharsets.UTF_8)
                : event.getBody();
    }

    private static String line(String update) {
        return update.strip().replaceAll("[\r\n]", " ") + "\n";
    }

    private static String json(APIGatewayV2HTTPResponse answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ANSWERS.toJson(answer, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isObject(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text.strip())) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            return object && parser.nextToken() == null;
        }
    }
}
