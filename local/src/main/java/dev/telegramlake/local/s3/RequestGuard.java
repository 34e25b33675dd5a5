package dev.telegramlake.local.s3;

import dev.telegramlake.local.wire.OwnHost;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.http.HttpURI;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;

/// Refuses two kinds of requests that S3Proxy would answer.
///
/// Those to another host: a page of another site that gives its own name the address of this machine could sign its
/// requests, for everybody knows the credentials. And those without a signature: to S3Proxy, what others may read on
/// the disk is public.
final class RequestGuard extends Handler.Wrapper {
    private static final int FORBIDDEN = 403;

    private final OwnHost own;

    private RequestGuard(OwnHost own, Handler guarded) {
        super(guarded);
        this.own = own;
    }

    /// Puts itself before all that the server does. S3Proxy has no way to look at a request, so this goes through
    /// its field; where that is not as it was, the server must not start.
    ///
    /// @param server not started yet
    static void before(S3Proxy server, OwnHost own) throws IOException {
        try {
            Field field = S3Proxy.class.getDeclaredField("server");
            field.setAccessible(true);
            Server jetty = (Server) field.get(server);
            jetty.setHandler(new RequestGuard(own, jetty.getHandler()));
        } catch (ReflectiveOperationException | ClassCastException otherVersion) {
            throw new IOException("This version of S3Proxy cannot be guarded", otherVersion);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        // the port is of no concern: it is signed with the rest, and a proxy may stand between
        if (own.isNamedIn(request.getHeaders().get(HttpHeader.HOST)) && isSigned(request)) {
            return super.handle(canonical(request), response, callback);
        }
        response.setStatus(FORBIDDEN);
        callback.succeeded();
        return true;
    }

    /// With the path as it is signed; signatures of version 2 are over the path as it is sent.
    private static Request canonical(Request request) {
        HttpURI sent = request.getHttpURI();
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        boolean isVersion2 =
                authorization == null ? !isInQuery(sent, "X-Amz-Algorithm=") : authorization.startsWith("AWS ");
        Optional<String> path = isVersion2 ? Optional.empty() : CanonicalPath.of(sent.getPath());
        if (path.isEmpty() || path.get().equals(sent.getPath())) {
            return request;
        }
        HttpURI uri = HttpURI.build(sent, path.get(), null, sent.getQuery()).asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpURI getHttpURI() {
                return uri;
            }
        };
    }

    private static boolean isInQuery(HttpURI uri, String text) {
        return uri.getQuery() != null && uri.getQuery().contains(text);
    }

    /// With a header, or in the address. S3Proxy checks it.
    private static boolean isSigned(Request request) {
        String query = request.getHttpURI().getQuery();
        return request.getHeaders().contains(HttpHeader.AUTHORIZATION)
                || (query != null && (query.contains("X-Amz-Signature=") || query.contains("Signature=")));
    }
}
