package dev.telegramlake.local.s3;

import dev.telegramlake.local.wire.ClientCheck;
import dev.telegramlake.local.wire.OwnHost;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.http.HttpField;
import org.gaul.shaded.org.eclipse.jetty.http.HttpFields;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.http.HttpURI;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.HttpStream;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;

/// Lets only those requests through to S3Proxy that a client of ours can have sent, and makes each answer one that no
/// browser shows or runs.
///
/// S3Proxy checks a signature where it finds one; here it is made sure that it finds one ([RequestRules]), and that no
/// page of a browser asks ([ClientCheck]).
final class RequestGuard extends Handler.Wrapper {
    private static final Map<String, String> ANSWER_HEADERS = Map.of(
            "Content-Security-Policy", "sandbox; default-src 'none'",
            "X-Content-Type-Options", "nosniff",
            "Content-Disposition", "attachment",
            "Cross-Origin-Resource-Policy", "same-origin");

    private final ClientCheck clients;

    private RequestGuard(OwnHost own, Handler guarded) {
        super(guarded);
        this.clients = new ClientCheck(own);
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
            Request.Handler errors = jetty.getErrorHandler();
            jetty.setErrorHandler((request, response, callback) -> {
                setHeaders(response.getHeaders());
                return errors.handle(request, response, callback);
            });
        } catch (ReflectiveOperationException | ClassCastException otherVersion) {
            throw new IOException("This version of S3Proxy cannot be guarded", otherVersion);
        }
    }

    private static void setHeaders(HttpFields.Mutable headers) {
        ANSWER_HEADERS.forEach(headers::put);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        request.addHttpStreamWrapper(AnswerHeaders::new);
        HttpFields headers = request.getHeaders();
        Optional<RequestRules.Refusal> refusal = clients.refusal(
                        headers.getValuesList(HttpHeader.HOST),
                        headers.stream().map(HttpField::getName).toList())
                .map(RequestRules::denied)
                .or(() -> RequestRules.refusal(
                        request.getMethod(),
                        request.getHttpURI().getPath(),
                        request.getHttpURI().getQuery(),
                        headers.getValuesList(HttpHeader.AUTHORIZATION),
                        headers.getValuesList(HttpHeader.CONTENT_TYPE)));
        if (refusal.isEmpty()) {
            return super.handle(canonical(request), response, callback);
        }
        refuse(refusal.get(), response, callback);
        return true;
    }

    /// Whatever S3Proxy has set before, also from an object's own headers.
    private static final class AnswerHeaders extends HttpStream.Wrapper {
        private AnswerHeaders(HttpStream stream) {
            super(stream);
        }

        @Override
        public void prepareResponse(HttpFields.Mutable headers) {
            super.prepareResponse(headers);
            setHeaders(headers);
        }
    }

    private static void refuse(RequestRules.Refusal refusal, Response response, Callback callback) {
        response.setStatus(refusal.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/xml");
        response.getHeaders().put(HttpHeader.CONNECTION, "close"); // what is left of the request is not read
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(refusal.code(), escaped(refusal.message()));
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }

    private static String escaped(String text) {
        return text.replaceAll("[^ -~]", "?").replace("&", "&amp;").replace("<", "&lt;");
    }

    /// With the path as it is signed; signatures of version 2 are over the path as it is sent.
    private static Request canonical(Request request) {
        HttpURI sent = request.getHttpURI();
        boolean isVersion4 =
                RequestRules.isVersion4(sent.getQuery(), request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION));
        Optional<String> path = isVersion4 ? CanonicalPath.of(sent.getPath()) : Optional.empty();
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
}
