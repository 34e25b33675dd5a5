package dev.telegramlake.local.page;

import dev.telegramlake.local.http.RefusedException;
import dev.telegramlake.local.wire.OwnHost;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Set;

/// Sees to it that nobody but the page of this server makes a browser ask it.
///
/// A request must name this server as its host, and what a browser asks for must be asked by its own page. Only the
/// webhook is open to all names: tunnels forward to it, and it asks for a secret.
final class PageGuard {
    private static final String WEBHOOK = "/webhook";
    private static final String API = "/api/";
    private static final Set<HandlerType> READS = Set.of(HandlerType.GET, HandlerType.HEAD);

    private final OwnHost own;

    PageGuard(OwnHost own) {
        this.own = own;
    }

    /// @throws RefusedException naming what is foreign
    void check(Context http) {
        if (http.path().equals(WEBHOOK)) {
            return;
        }
        setHeaders(http);
        String host = http.header("Host");
        if (!own.isNamedBy(http)) {
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
