package dev.telegramlake.local.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.botapi.BotApiException.Reason;
import dev.telegramlake.local.botapi.ChatStanding.ChatName;
import dev.telegramlake.local.botapi.ChatStanding.Standing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// Calls methods of the [Bot API](https://core.telegram.org/bots/api#making-requests). The token goes to its address
/// and nowhere else: no redirect is followed.
public final class BotApi implements AutoCloseable {
    private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final int UPDATES_AT_ONCE = 100;

    private final ApiUrl url;
    private final BotToken token;
    private final StopSignal stop;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LONGEST_CONNECT)
            .build();

    /// Nothing is called yet.
    ///
    /// @param stop ends a call that is under way
    public BotApi(ApiUrl url, BotToken token, StopSignal stop) {
        this.url = url;
        this.token = token;
        this.stop = stop;
    }

    public Bot bot() throws BotApiException, InterruptedException {
        return Bot.of(call("getMe", json.createObjectNode()));
    }

    public WebhookInfo webhook() throws BotApiException, InterruptedException {
        return WebhookInfo.of(call("getWebhookInfo", json.createObjectNode()));
    }

    /// Has updates of all kinds sent to an address.
    ///
    /// @param secret         what Telegram sends along
    /// @param maxConnections how many updates Telegram sends at once
    /// @param dropPending    whether to forget the updates that wait
    public void setWebhook(URI address, String secret, int maxConnections, boolean dropPending)
            throws BotApiException, InterruptedException {
        ObjectNode parameters = json.createObjectNode()
                .put("url", address.toString())
                .put("secret_token", secret)
                .put("max_connections", maxConnections)
                .put("drop_pending_updates", dropPending);
        call("setWebhook", parameters.set("allowed_updates", json.valueToTree(AllowedUpdates.ALL)));
    }

    public void deleteWebhook(boolean dropPending) throws BotApiException, InterruptedException {
        call("deleteWebhook", json.createObjectNode().put("drop_pending_updates", dropPending));
    }

    ChatStanding standing(ChatName chat, Bot bot) throws BotApiException, InterruptedException {
        try {
            JsonNode member = call(
                    "getChatMember",
                    json.createObjectNode().put("chat_id", chat.id()).put("user_id", bot.id()));
            return ChatStanding.of(chat, member.path("status").asText());
        } catch (BotApiException refused) {
            if (refused.reason() != Reason.REFUSED) {
                throw refused;
            }
            return new ChatStanding(chat, Standing.UNKNOWN, String.valueOf(refused.getMessage()));
        }
    }

    /// Updates from an offset on, as many as Telegram gives at once; all before the offset are confirmed by the
    /// call.
    ///
    /// @param offset   0 for the oldest that is not confirmed
    /// @param longPoll how long Telegram waits for one
    List<ReceivedUpdate> updates(long offset, Duration longPoll) throws BotApiException, InterruptedException {
        ObjectNode parameters = json.createObjectNode()
                .put("offset", offset)
                .put("limit", UPDATES_AT_ONCE)
                .put("timeout", longPoll.toSeconds());
        byte[] answer = send(
                "getUpdates",
                parameters.set("allowed_updates", json.valueToTree(AllowedUpdates.ALL)),
                longPoll.plus(LONGEST_CALL),
                Duration.ZERO);
        try {
            return ReceivedUpdate.readAll(answer);
        } catch (IOException strange) {
            throw BotApiException.of(Reason.UNAVAILABLE, "The answer of %s breaks off.".formatted(url.base()));
        }
    }

    /// Confirms all updates before an offset.
    ///
    /// @param longest counts also when the stop is requested
    void confirm(long offset, Duration longest) throws BotApiException, InterruptedException {
        ObjectNode parameters =
                json.createObjectNode().put("offset", offset).put("limit", 1).put("timeout", 0);
        send("getUpdates", parameters, longest, longest);
    }

    private JsonNode call(String method, JsonNode parameters) throws BotApiException, InterruptedException {
        try {
            return json.readTree(send(method, parameters, LONGEST_CALL, Duration.ZERO))
                    .path("result");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The answer, when it says that it went well.
    private byte[] send(String method, JsonNode parameters, Duration longest, Duration patience)
            throws BotApiException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.method(token, method))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(parameters.toString()))
                .build();
        HttpResponse<byte[]> answer;
        try {
            answer = stop.await(http.sendAsync(request, BodyHandlers.ofByteArray()), longest, patience)
                    .orElseThrow(() -> BotApiException.of(Reason.STOPPED, "Stopped."));
        } catch (IOException unreachable) {
            throw BotApiException.of(
                    Reason.UNAVAILABLE,
                    "%s cannot be reached (%s)."
                            .formatted(url.base(), unreachable.getClass().getSimpleName()));
        }
        JsonNode body = read(answer.body());
        if (answer.statusCode() != 200 || !body.path("ok").asBoolean()) {
            throw refusal(method, answer.statusCode(), body);
        }
        return answer.body();
    }

    private JsonNode read(byte[] answer) {
        try {
            return json.readTree(answer);
        } catch (IOException noJson) {
            return json.missingNode();
        }
    }

    private BotApiException refusal(String method, int status, JsonNode body) {
        int code = body.path("error_code").asInt(status);
        String words = token.removedFrom(body.path("description").asText("status " + status));
        Duration retryAfter =
                Duration.ofSeconds(body.path("parameters").path("retry_after").asLong(1));
        return switch (code) {
            case 401, 404 ->
                BotApiException.of(
                        Reason.TOKEN,
                        "%s does not know the token in %s (%s). Put the one there that @BotFather shows for the bot."
                                .formatted(url.base(), token.variable(), words));
            case 409 -> BotApiException.of(Reason.CONFLICT, "Telegram refuses %s: %s.".formatted(method, words));
            case 429 ->
                BotApiException.tooMany(
                        retryAfter,
                        "Telegram refuses %s for %d s: too many requests. Try again then."
                                .formatted(method, retryAfter.toSeconds()));
            default ->
                code >= 500 || body.isMissingNode()
                        ? BotApiException.of(Reason.UNAVAILABLE, "%s fails (%s).".formatted(url.base(), words))
                        : BotApiException.of(Reason.REFUSED, "Telegram refuses %s: %s.".formatted(method, words));
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
