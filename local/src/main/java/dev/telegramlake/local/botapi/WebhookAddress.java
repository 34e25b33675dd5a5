package dev.telegramlake.local.botapi;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/// What Telegram [demands](https://core.telegram.org/bots/webhooks) of a webhook's address, looked at before it is
/// asked, so that the message can say what to do.
public final class WebhookAddress {
    private static final String PATH = "/webhook";
    private static final Set<Integer> PORTS = Set.of(443, 80, 88, 8443);
    private static final int HTTPS_PORT = 443;

    private WebhookAddress() {}

    /// Checks an address.
    ///
    /// @param telegram whether Telegram's own server gets it; a server of one's own takes any host and port, and
    ///                 http
    /// @throws IllegalArgumentException saying what is wrong with it
    public static URI check(String url, boolean telegram) {
        URI address;
        try {
            address = new URI(url);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(wrong(url, "it is no address"), malformed);
        }
        String host = address.getHost();
        if (host == null) {
            throw new IllegalArgumentException(wrong(url, "it is no address"));
        }
        if (!"https".equals(address.getScheme()) && (telegram || !"http".equals(address.getScheme()))) {
            throw new IllegalArgumentException(wrong(url, "Telegram sends to https only"));
        }
        int port = address.getPort() == -1 ? HTTPS_PORT : address.getPort();
        if (telegram && !PORTS.contains(port)) {
            throw new IllegalArgumentException(
                    wrong(url, "Telegram sends to the ports 443, 80, 88 and 8443 only, not to %d".formatted(port)));
        }
        if (telegram && !isPublic(host)) {
            throw new IllegalArgumentException(
                    wrong(url, "Telegram cannot reach %s. Without a public address, use ./lake poll".formatted(host)));
        }
        if (address.getPath().isEmpty() || address.getPath().equals("/")) {
            throw new IllegalArgumentException(wrong(url, "it has no path; the pipeline's is " + PATH));
        }
        return address;
    }

    private static String wrong(String url, String why) {
        return "--url %s cannot be the webhook: %s".formatted(url, why);
    }

    /// What may be wrong with an address, and may be as it should be.
    public static Optional<String> doubt(URI address) {
        return address.getPath().endsWith(PATH)
                ? Optional.empty()
                : Optional.of("The pipeline's path is %s; the address ends in %s. That works only if a proxy maps it."
                        .formatted(PATH, address.getPath()));
    }

    /// As far as the name tells; nothing is looked up.
    private static boolean isPublic(String host) {
        try {
            InetAddress literal = InetAddress.ofLiteral(host);
            return !(literal.isLoopbackAddress()
                    || literal.isAnyLocalAddress()
                    || literal.isSiteLocalAddress()
                    || literal.isLinkLocalAddress());
        } catch (IllegalArgumentException name) {
            return !host.equals("localhost") && host.contains(".");
        }
    }
}
