package dev.telegramlake.webhook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/// The function behind `POST /webhook`: an [update](https://core.telegram.org/bots/api#update) in, a record for
/// Firehose out.
///
/// The status is 200 only after Firehose has taken the update, or when the update is well formed and not wanted. The
/// body is empty: Telegram would execute a JSON body as a method call. See [Outcome] for the other answers.
public final class WebhookHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    static final String SECRET_HEADER = "x-telegram-bot-api-secret-token";

    /// Bytes of the largest update. A Firehose record has 1,000 KiB, the newline at its end included.
    static final int MAX_UPDATE_BYTES = 1_000 * 1024 - 1;

    /// API Gateway gives up after 30 s; this leaves time for the answer.
    private static final Duration LONGEST_PUT = Duration.ofSeconds(25);

    private static final Duration TIME_FOR_THE_ANSWER = Duration.ofSeconds(2);

    private final SecretCheck secret;
    private final AllowedChats allowedChats;
    private final UpdateStream stream;

    @SuppressWarnings("unused") // keeps it alive
    private @Nullable Priming priming;

    /// As Lambda makes it: settings and AWS clients from the environment.
    public WebhookHandler() {
        this(
                WebhookSettings.from(System.getenv()),
                FirehoseClient.builder()
                        .httpClientBuilder(Apache5HttpClient.builder())
                        .build());
        priming = new Priming(allowedChats).register();
    }

    public WebhookHandler(WebhookSettings settings, FirehoseClient firehose) {
        this.secret = SecretCheck.of(settings.secret());
        this.allowedChats = new AllowedChats(settings.allowedChats());
        this.stream = new UpdateStream(firehose, settings.deliveryStream());
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        RequestLog log = new RequestLog(context.getLogger());
        Outcome outcome = outcome(event, context, log);
        log.write(outcome);
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(outcome.status())
                .withHeaders(outcome.headers())
                .withBody("")
                .build();
    }

    private Outcome outcome(APIGatewayV2HTTPEvent event, Context context, RequestLog log) {
        if (!"POST".equals(method(event))) {
            return Outcome.BAD_METHOD;
        }
        if (!isSecret(event.getHeaders())) {
            return Outcome.BAD_SECRET;
        }
        byte @Nullable [] body = body(event);
        if (body == null) {
            return Outcome.BAD_JSON;
        }
        log.bytes(body.length);
        if (body.length > MAX_UPDATE_BYTES) {
            return Outcome.TOO_LARGE;
        }
        Optional<String> text = utf8(body).map(String::strip);
        Optional<Envelope> update = text.flatMap(Envelope::read);
        if (text.isEmpty() || update.isEmpty()) {
            return Outcome.BAD_JSON;
        }
        log.update(update.get());
        return allowedChats.keeps(update.get()) ? put(text.get(), context, log) : Outcome.UNWANTED_CHAT;
    }

    /// Null in an event that does not come from API Gateway.
    private static @Nullable String method(APIGatewayV2HTTPEvent event) {
        APIGatewayV2HTTPEvent.@Nullable RequestContext request = event.getRequestContext();
        APIGatewayV2HTTPEvent.RequestContext.@Nullable Http http = request == null ? null : request.getHttp();
        return http == null ? null : http.getMethod();
    }

    private boolean isSecret(@Nullable Map<String, String> headers) {
        String given = "";
        for (Map.Entry<String, String> header :
                headers == null ? Map.<String, String>of().entrySet() : headers.entrySet()) {
            if (header.getKey().toLowerCase(Locale.ROOT).equals(SECRET_HEADER)) {
                given = Objects.requireNonNullElse(header.getValue(), "");
            }
        }
        return secret.accepts(given);
    }

    /// Null when the body says that it is base64 and is not, or when half a character in it has no bytes.
    private static byte @Nullable [] body(APIGatewayV2HTTPEvent event) {
        @Nullable String body = event.getBody();
        if (body == null) {
            return new byte[0];
        }
        try {
            if (event.getIsBase64Encoded()) {
                return Base64.getDecoder().decode(body);
            }
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(body));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return null;
        }
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    private Outcome put(String update, Context context, RequestLog log) {
        // One line a record. A line break in JSON stands between tokens only, where a space means the same.
        String line = update.replace('\n', ' ').replace('\r', ' ') + '\n';
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TIME_FOR_THE_ANSWER);
        Duration budget = left.compareTo(LONGEST_PUT) < 0 ? left : LONGEST_PUT;
        try {
            log.attempts(stream.put(line.getBytes(StandardCharsets.UTF_8), budget));
            return Outcome.ACCEPTED;
        } catch (SdkException failure) {
            log.failure(failure);
            return Outcome.UNAVAILABLE;
        }
    }
}
