package dev.telegramlake.local.botapi;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.schema.UpdatesTable;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The methods of the Bot API that the server knows, and what they work on.
public final class BotMethods {
    static final long BOT_ID = 123456;

    private static final Set<Integer> PORTS = Set.of(443, 80, 88, 8443);
    private static final Set<String> OFF_BY_DEFAULT =
            Set.of("chat_member", "message_reaction", "message_reaction_count");

    private final ObjectMapper json = new ObjectMapper();
    private final UpdateQueue updates;
    private final WebhookDelivery delivery;
    private final Map<Long, String> chats = new HashMap<>();
    private final AtomicLong polls = new AtomicLong();
    private boolean anyWebhook;
    private boolean privacy;
    private boolean closedToGroups;
    private String url = "";
    private String secret = "";
    private int maxConnections = 40;
    private List<String> allowed = List.of();
    private @Nullable Integer claimedPending;

    BotMethods(UpdateQueue updates, WebhookDelivery delivery) {
        this.updates = updates;
        this.delivery = delivery;
    }

    /// Permits http and any port, as a server of one's own does.
    public synchronized void permitAnyWebhook() {
        anyWebhook = true;
    }

    public synchronized void setPrivacy(boolean on) {
        privacy = on;
    }

    public synchronized void closeToGroups() {
        closedToGroups = true;
    }

    /// Says what the bot is in a chat.
    ///
    /// @param status of the bot: administrator, member, left, ...
    public synchronized void setChat(long id, String status) {
        chats.put(id, status);
    }

    /// Has getWebhookInfo say that so many updates wait.
    public synchronized void claimPending(int count) {
        claimedPending = count;
    }

    /// Has getWebhookInfo show a failure, now.
    public void claimFailure(String message) {
        delivery.fail(message);
    }

    synchronized boolean isAllowed(String kind) {
        return allowed.isEmpty() ? !OFF_BY_DEFAULT.contains(kind) : allowed.contains(kind);
    }

    int deliverDue() throws InterruptedException {
        String target;
        synchronized (this) {
            target = url;
        }
        return target.isEmpty() ? 0 : delivery.deliverDue(URI.create(target), secret, maxConnections);
    }

    Reply call(String method, ObjectNode parameters) throws InterruptedException {
        return switch (method) {
            case "getMe" -> getMe();
            case "getChatMember" -> getChatMember(parameters);
            case "setWebhook" -> setWebhook(parameters);
            case "deleteWebhook" -> deleteWebhook(parameters);
            case "getWebhookInfo" -> getWebhookInfo();
            case "getUpdates" -> getUpdates(parameters);
            default -> Reply.refused(404, "Not Found: method not found");
        };
    }

    private synchronized Reply getMe() {
        return Reply.of(json.createObjectNode()
                .put("id", BOT_ID)
                .put("is_bot", true)
                .put("first_name", "Lake")
                .put("username", "example_lake_bot")
                .put("can_join_groups", !closedToGroups)
                .put("can_read_all_group_messages", !privacy)
                .toString());
    }

    private synchronized Reply getChatMember(ObjectNode parameters) {
        @Nullable String status = chats.get(parameters.path("chat_id").asLong());
        return status == null
                ? Reply.refused(400, "Bad Request: chat not found")
                : Reply.of(json.createObjectNode().put("status", status).toString());
    }

    private synchronized Reply setWebhook(ObjectNode parameters) {
        String address = parameters.path("url").asText();
        if (address.isEmpty()) {
            return deleteWebhook(parameters);
        }
        URI uri = URI.create(address);
        if (!anyWebhook && !"https".equals(uri.getScheme())) {
            return Reply.refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
        }
        if (!anyWebhook && !PORTS.contains(uri.getPort() == -1 ? 443 : uri.getPort())) {
            return Reply.refused(
                    400, "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
        }
        String token = parameters.path("secret_token").asText();
        if (token.length() > 256) {
            return Reply.refused(400, "Bad Request: secret token is too long");
        }
        if (!token.matches("[A-Za-z0-9_-]*")) {
            return Reply.refused(400, "Bad Request: secret token contains unallowed characters");
        }
        url = address;
        secret = token;
        maxConnections = Math.clamp(parameters.path("max_connections").asInt(40), 1, 100);
        allow(parameters);
        forget(parameters);
        endPolls();
        delivery.forgetError();
        return Reply.of("true");
    }

    private synchronized Reply deleteWebhook(ObjectNode parameters) {
        url = "";
        forget(parameters);
        delivery.forgetError();
        return Reply.of("true");
    }

    private void forget(ObjectNode parameters) {
        if (parameters.path("drop_pending_updates").asBoolean()) {
            updates.clear();
        }
    }

    /// Unknown names are ignored; a list that is empty, or has no known name, is the default; none keeps what was.
    private void allow(ObjectNode parameters) {
        JsonNode names = parameters.path("allowed_updates");
        if (names.isArray()) {
            List<String> known = new ArrayList<>();
            names.forEach(name -> known.add(name.asText()));
            known.retainAll(UpdatesTable.KINDS);
            allowed = known;
        }
    }

    private synchronized Reply getWebhookInfo() {
        ObjectNode info = json.createObjectNode()
                .put("url", url)
                .put("has_custom_certificate", false)
                .put("pending_update_count", claimedPending == null ? updates.size() : claimedPending);
        if (!url.isEmpty()) {
            delivery.lastError()
                    .ifPresent(error -> info.put("last_error_date", error.at().getEpochSecond())
                            .put("last_error_message", error.message()));
            info.put("max_connections", maxConnections);
        }
        if (!allowed.isEmpty()) {
            info.set("allowed_updates", json.valueToTree(allowed));
        }
        return Reply.of(info.toString());
    }

    private Reply getUpdates(ObjectNode parameters) throws InterruptedException {
        long poll;
        synchronized (this) {
            if (!url.isEmpty()) {
                return Reply.refused(
                        409,
                        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
                                + " webhook first");
            }
            allow(parameters);
            endPolls();
            poll = polls.get();
        }
        updates.confirmBefore(parameters.path("offset").asLong());
        List<PendingUpdate> first = updates.first(
                Math.clamp(parameters.path("limit").asInt(100), 1, 100),
                parameters.path("timeout").asLong() * 1000,
                () -> polls.get() != poll);
        return polls.get() != poll
                ? Reply.refused(
                        409,
                        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
                                + " running")
                : Reply.of(first.stream().map(PendingUpdate::json).collect(joining(",", "[", "]")));
    }

    /// Who polls is told that another one does, or that a webhook is set.
    private void endPolls() {
        polls.incrementAndGet();
        updates.wake();
    }
}
