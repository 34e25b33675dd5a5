package dev.telegramlake.local.page;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sees to it that nobody but the page of this server makes a browser ask it.
///
/// A page of another site can send requests here, and can give its own name the address of this machine (DNS
/// rebinding). So a request must name this server as its host, and what is posted must come from its own page. Only
/// the webhook is open to all names: tunnels forward to it, and it asks for a secret.
final class PageGuard {
    private static final String WEBHOOK = "/webhook";
    private static final String API = "/api/";
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
    private static final Set<HandlerType> READS = Set.of(HandlerType.GET, HandlerType.HEAD);
    private static final int HTTP_PORT = 80;

    private final String boundHost;

    /// @param boundHost address or name that the server listens on
    PageGuard(String boundHost) {
        this.boundHost = boundHost;
    }

    /// @throws RefusedException naming what is foreign
    void check(Context http) {
        if (http.path().equals(WEBHOOK)) {
            return;
        }
        setHeaders(http);
        String host = http.header("Host");
        if (!isOwn(host, http.req().getLocalPort())) {
            throw new RefusedException(
                    403,
                    "This server does not answer for the host '%s'. Open the address that ./lake up printed."
                            .formatted(host));
        }
        if (http.path().startsWith(API)) {
            requireOwnPage(http, "http://" + host);
        }
    }

    private static void setHeaders(Context http) {
        http.header(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        http.header("X-Content-Type-Options", "nosniff");
        http.header("Referrer-Policy", "no-referrer");
        http.header("Cross-Origin-Resource-Policy", "same-origin");
        http.header("Cross-Origin-Opener-Policy", "same-origin");
        http.header("Cache-Control", http.path().startsWith(API) ? "no-store" : "no-cache");
    }

    private boolean isOwn(@Nullable String header, int port) {
        Matcher parts = HOST.matcher(header == null ? "" : header.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return false;
        }
        String host = parts.group(1);
        if (ANY_ADDRESS.contains(boundHost)) {
            // A port may be forwarded here from another one, so it is not compared.
            return host.equals("localhost") || ADDRESS.matcher(host).matches();
        }
        boolean isPort = parts.group(2) == null ? port == HTTP_PORT : Integer.parseInt(parts.group(2)) == port;
        return isPort
                && (LOOPBACK.contains(host)
                        || host.equals(boundHost.toLowerCase(Locale.ROOT))
                        || host.equals("[" + boundHost.toLowerCase(Locale.ROOT) + "]"));
    }

    private static void requireOwnPage(Context http, String own) {
        String site = http.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new RefusedException(403, "A page of another site (%s) may not ask this server.".formatted(site));
        }
        String origin = http.header("Origin");
        if (origin != null && !origin.equalsIgnoreCase(own)) {
            throw new RefusedException(403, "A page of '%s' may not ask this server.".formatted(origin));
        }
        boolean isRead = READS.contains(http.method());
        String type = http.contentType();
        if (!isRead && (type == null || !type.matches("(?i)application/json\\s*(;.*)?"))) {
            throw new RefusedException(415, "The Content-Type must be application/json, but is '%s'.".formatted(type));
        }
    }
}
