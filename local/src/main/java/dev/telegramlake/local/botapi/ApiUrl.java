package dev.telegramlake.local.botapi;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;

/// Where the Bot API is: at Telegram's, or a
/// [server of one's own](https://core.telegram.org/bots/api#using-a-local-bot-api-server).
public record ApiUrl(URI base) {
    public static final String TELEGRAM = "https://api.telegram.org";

    /// @throws IllegalArgumentException when the token cannot safely be sent there
    public ApiUrl {
        String host = base.getHost() == null ? "" : base.getHost();
        if (host.isEmpty() || base.getUserInfo() != null || base.getQuery() != null || base.getFragment() != null) {
            throw new IllegalArgumentException(
                    "--api-url must be an address like %s, without user, query and fragment".formatted(TELEGRAM));
        }
        boolean encrypted = "https".equals(base.getScheme());
        if (!encrypted && !("http".equals(base.getScheme()) && isLoopback(host))) {
            throw new IllegalArgumentException(
                    "--api-url %s would send the bot's token unencrypted. Use https; http is for this machine only"
                            .formatted(base));
        }
    }

    public static ApiUrl of(String url) {
        try {
            return new ApiUrl(new URI(url));
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("--api-url must be an address like " + TELEGRAM, malformed);
        }
    }

    /// Whether it is Telegram's own; a server of one's own has fewer rules.
    public boolean isTelegram() {
        return "api.telegram.org".equals(base.getHost());
    }

    URI method(BotToken token, String method) {
        String start = base.toString();
        return URI.create("%s/bot%s/%s"
                .formatted(
                        start.endsWith("/") ? start.substring(0, start.length() - 1) : start, token.value(), method));
    }

    /// Whether a host is this machine, as far as its name tells; nothing is looked up.
    static boolean isLoopback(String host) {
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }
}
