package dev.telegramlake.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Http;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordResponse;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

/// The real Firehose stand-in is behind the function in the tests of `local`; here it is a mock, because these tests
/// are about what the function does when Firehose fails, and about what never reaches Firehose.
final class WebhookHandlerTest {
    private static final String SECRET = "a-secret_1";
    private static final String UPDATE =
            "{\"update_id\":1,\"message\":{\"chat\":{\"id\":-5,\"type\":\"group\"},\"text\":\"hi\"}}";

    private final FirehoseClient firehose = mock();
    private final Context context = mock();
    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void setUp() {
        when(firehose.putRecord(any(PutRecordRequest.class)))
                .thenReturn(PutRecordResponse.builder().recordId("1").build());
        lenient().when(context.getRemainingTimeInMillis()).thenReturn(30_000);
        LambdaLogger logger = mock();
        lenient().when(context.getLogger()).thenReturn(logger);
        doAnswer(call -> log.add(call.getArgument(0))).when(logger).log(any(String.class));
    }

    @Test
    void anUpdateGoesToFirehoseAsReceivedWithANewline() {
        APIGatewayV2HTTPResponse answer = post(UPDATE);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).isEmpty();
        assertThat(sent()).isEqualTo(UPDATE + "\n");
    }

    @Test
    void aBase64BodyIsDecodedFirst() {
        APIGatewayV2HTTPEvent event = event("POST", SECRET, base64(UPDATE));
        event.setIsBase64Encoded(true);

        assertThat(handle(event, Set.of()).getStatusCode()).isEqualTo(200);
        assertThat(sent()).isEqualTo(UPDATE + "\n");
    }

    @Test
    void lineBreaksBetweenTokensDoNotBreakTheLine() {
        assertThat(post("{\"update_id\":1,\r\n\"poll\":{}\n}\n").getStatusCode())
                .isEqualTo(200);
        assertThat(sent()).isEqualTo("{\"update_id\":1,  \"poll\":{} }\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-secret_", "a-secret_2", "A-SECRET_1"})
    void aWrongSecretIsRefused(String secret) {
        assertThat(handle(event("POST", secret, UPDATE), Set.of()).getStatusCode())
                .isEqualTo(401);
        nothingSent();
    }

    @Test
    void aMissingSecretIsRefused() {
        APIGatewayV2HTTPEvent event = event("POST", SECRET, UPDATE);
        event.setHeaders(Map.of());

        assertThat(handle(event, Set.of()).getStatusCode()).isEqualTo(401);
        nothingSent();
    }

    @Test
    void onlyPostIsAllowed() {
        assertThat(handle(event("GET", SECRET, UPDATE), Set.of()).getStatusCode())
                .isEqualTo(405);
        nothingSent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{",
                "[]",
                "5",
                "{}",
                "{\"update_id\":1}",
                "{\"update_id\":\"1\",\"poll\":{}}",
                "{\"update_id\":1,\"poll\":{}} x",
                "{\"update_id\":1,\"poll\":{}}{}"
            })
    void whatIsNoUpdateIsABadRequest(String body) {
        assertThat(post(body).getStatusCode()).isEqualTo(400);
        nothingSent();
    }

    @Test
    void jsonThatWouldExhaustAReaderIsABadRequest() {
        String nested = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(post("{\"update_id\":1,\"poll\":%s}".formatted(nested)).getStatusCode())
                .isEqualTo(400);
        assertThat(post("{\"update_id\":%s,\"poll\":{}}".formatted("9".repeat(500_000)))
                        .getStatusCode())
                .isEqualTo(400);
        assertThat(post("{\"update_id\":1e999999999,\"poll\":{}}").getStatusCode())
                .isEqualTo(400);
        nothingSent();
    }

    @Test
    void theSecretIsFoundUnderAnyCaseAndBesideNothingElse() {
        APIGatewayV2HTTPEvent event = event("POST", SECRET, UPDATE);
        event.setHeaders(Map.of("X-Telegram-Bot-Api-Secret-Token", SECRET));
        assertThat(handle(event, Set.of()).getStatusCode()).isEqualTo(200);

        for (String tricky :
                new String[] {SECRET + "," + SECRET, SECRET + " ", SECRET + "\0", SECRET.repeat(100_000)}) {
            assertThat(handle(event("POST", tricky, UPDATE), Set.of()).getStatusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void bytesThatAreNotUtf8AreABadRequest() {
        APIGatewayV2HTTPEvent event = event(
                "POST",
                SECRET,
                Base64.getEncoder().encodeToString("{\"update_id\":1,\"é\":{}}".getBytes(StandardCharsets.ISO_8859_1)));
        event.setIsBase64Encoded(true);

        assertThat(handle(event, Set.of()).getStatusCode()).isEqualTo(400);
    }

    @Test
    void anUpdateThatNoRecordCanHoldIsTooLarge() {
        String update = "{\"update_id\":1,\"poll\":{\"question\":\"%s\"}}";
        int room = WebhookHandler.MAX_UPDATE_BYTES - update.length() + 2;

        assertThat(post(update.formatted("a".repeat(room + 1))).getStatusCode()).isEqualTo(413);
        nothingSent();
        assertThat(post(update.formatted("a".repeat(room))).getStatusCode()).isEqualTo(200);
        assertThat(sent()).hasSize(1_000 * 1024);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"update_id\":1,\"message\":{\"chat\":{\"id\":5,\"type\":\"private\"}}}",
                "{\"update_id\":1,\"callback_query\":{\"message\":{\"chat\":{\"type\":\"private\",\"id\":5}}}}"
            })
    void aPrivateChatIsAnsweredAndNotStored(String update) {
        assertThat(post(update).getStatusCode()).isEqualTo(200);
        nothingSent();
        assertThat(log).singleElement().asString().contains("unwanted_chat");
    }

    @Test
    void withAListOnlyItsChatsAreStored() {
        WebhookHandler handler = handler(Set.of(-6L));

        assertThat(handler.handleRequest(event("POST", SECRET, UPDATE), context).getStatusCode())
                .isEqualTo(200);
        nothingSent();
        handler.handleRequest(event("POST", SECRET, UPDATE.replace("-5", "-6")), context);
        verify(firehose).putRecord(any(PutRecordRequest.class));
    }

    @Test
    void afterAMigrationTheNewIdOfAnAllowedChatIsAllowed() {
        WebhookHandler handler = handler(Set.of(-5L));

        handler.handleRequest(
                event("POST", SECRET, UPDATE.replace("\"text\":\"hi\"", "\"migrate_to_chat_id\":-1007")), context);
        handler.handleRequest(event("POST", SECRET, UPDATE.replace("-5", "-1007")), context);

        verify(firehose, times(2)).putRecord(any(PutRecordRequest.class));
    }

    @Test
    void anUpdateWithoutAChatIsStored() {
        assertThat(handle(event("POST", SECRET, "{\"update_id\":1,\"poll_answer\":{\"poll_id\":\"1\"}}"), Set.of(-5L))
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(sent()).contains("poll_answer");
    }

    @Test
    void throttlingIsTriedAgainUntilFirehoseTakesTheUpdate() {
        when(firehose.putRecord(any(PutRecordRequest.class)))
                .thenThrow(throttled())
                .thenThrow(throttled())
                .thenReturn(PutRecordResponse.builder().build());

        assertThat(post(UPDATE).getStatusCode()).isEqualTo(200);
        assertThat(log).singleElement().asString().contains("\"attempts\":3");
    }

    @Test
    void whatStaysUnavailableIsAnswered503BeforeTheTimeIsOver() {
        when(firehose.putRecord(any(PutRecordRequest.class))).thenThrow(throttled());
        when(context.getRemainingTimeInMillis()).thenReturn(2_100);

        APIGatewayV2HTTPResponse answer = post(UPDATE);

        assertThat(answer.getStatusCode()).isEqualTo(503);
        assertThat(answer.getHeaders()).containsEntry("Retry-After", "5");
    }

    @Test
    void aFailureThatRetriesCannotMendIsAnswered503AtOnce() {
        when(firehose.putRecord(any(PutRecordRequest.class)))
                .thenThrow(ResourceNotFoundException.builder().statusCode(400).build());

        assertThat(post(UPDATE).getStatusCode()).isEqualTo(503);
        verify(firehose).putRecord(any(PutRecordRequest.class));
    }

    @Test
    void theLogHoldsNeitherTextNorSecret() {
        post(UPDATE.replace("hi", "my password"));
        handle(event("POST", "wrong-secret", UPDATE), Set.of());
        post("my password");

        assertThat(log)
                .hasSize(3)
                .noneMatch(line -> line.contains("password") || line.contains("secret_1") || line.contains("wrong"));
        assertThat(log.getFirst()).contains("\"outcome\":\"accepted\"").contains("\"chat_id\":-5");
    }

    private static RuntimeException throttled() {
        return ServiceUnavailableException.builder()
                .statusCode(503)
                .message("Slow down.")
                .build();
    }

    private APIGatewayV2HTTPResponse post(String body) {
        return handle(event("POST", SECRET, body), Set.of());
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event, Set<Long> allowedChats) {
        return handler(allowedChats).handleRequest(event, context);
    }

    private WebhookHandler handler(Set<Long> allowedChats) {
        return new WebhookHandler(
                new WebhookSettings("telegram-updates", new SecretSource.Given(SECRET), allowedChats), firehose);
    }

    private String sent() {
        ArgumentCaptor<PutRecordRequest> request = ArgumentCaptor.captor();
        verify(firehose).putRecord(request.capture());
        return request.getValue().record().data().asUtf8String();
    }

    private void nothingSent() {
        verify(firehose, never()).putRecord(any(PutRecordRequest.class));
    }

    private static APIGatewayV2HTTPEvent event(String method, String secret, String body) {
        return APIGatewayV2HTTPEvent.builder()
                .withHeaders(Map.of("x-telegram-bot-api-secret-token", secret))
                .withRequestContext(RequestContext.builder()
                        .withHttp(Http.builder().withMethod(method).build())
                        .build())
                .withBody(body)
                .build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
