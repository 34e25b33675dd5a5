package dev.telegramlake.local.wire;

import static java.util.Objects.requireNonNull;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Knows the names under which a server may be asked.
///
/// A page of another site can give its own name the address of this machine (DNS rebinding): then its browser sends
/// requests here, and lets the page read the answers. Such requests name the other site as their host.
///
/// @param bound address or name that the server listens on
public record OwnHost(String bound) {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
    private static final int HTTP_PORT = 80;

    public OwnHost {
        requireNonNull(bound, "bound is null");
    }

    /// Whether a request names this server: by the bound name or a name of this machine, with the server's port;
    /// where the server listens on all addresses, by any address or `localhost`.
    public boolean isNamedBy(Context http) {
        String header = http.header("Host");
        // where it listens on all addresses, a port may be forwarded here from another one
        return isNamedIn(header)
                && (ANY_ADDRESS.contains(bound) || port(header) == http.req().getLocalPort());
    }

    /// The same for a `Host` header, whatever its port is.
    public boolean isNamedIn(@Nullable String header) {
        Matcher parts = parts(header);
        if (!parts.matches()) {
            return false;
        }
        String host = parts.group(1);
        if (ANY_ADDRESS.contains(bound)) {
            return host.equals("localhost") || ADDRESS.matcher(host).matches();
        }
        return LOOPBACK.contains(host)
                || host.equals(bound.toLowerCase(Locale.ROOT))
                || host.equals("[" + bound.toLowerCase(Locale.ROOT) + "]");
    }

    private static int port(@Nullable String header) {
        Matcher parts = parts(header);
        return parts.matches() && parts.group(2) != null ? Integer.parseInt(parts.group(2)) : HTTP_PORT;
    }

    private static Matcher parts(@Nullable String header) {
        return HOST.matcher(header == null ? "" : header.toLowerCase(Locale.ROOT));
    }
}
