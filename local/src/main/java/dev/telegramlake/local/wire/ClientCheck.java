package dev.telegramlake.local.wire;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tells a client of a service from a browser, and from one that means another server.
///
/// Nothing that the emulators are for is a web page, and a browser says that it is one: it sends `Sec-Fetch-...` with
/// each request, and `Origin` or `Referer` where it does not know that header. A page can leave none of them out but
/// the last. Under another name for this machine (DNS rebinding) it would have to sign for that name.
///
/// @param own names of this server
public record ClientCheck(OwnHost own) {
    public ClientCheck {
        requireNonNull(own, "own is null");
    }

    /// Why a request is refused, in a sentence; empty when it is not.
    ///
    /// @param hosts       values of its `Host` headers. Their port does not matter: it is signed with the rest, and a
    ///                    proxy may stand between
    /// @param headerNames of all its headers
    public Optional<String> refusal(List<String> hosts, Iterable<String> headerNames) {
        if (hosts.size() != 1 || !own.isNamedIn(hosts.getFirst())) {
            return Optional.of("This server does not answer for the host '%s'".formatted(String.join(", ", hosts)));
        }
        for (String name : headerNames) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals("origin") || lower.equals("referer") || lower.startsWith("sec-")) {
                return Optional.of("This server does not answer browsers, and the request has the header " + lower);
            }
        }
        return Optional.empty();
    }
}
