package dev.telegramlake.local.trino;

import static com.google.inject.multibindings.Multibinder.newSetBinder;
import static io.airlift.http.client.HttpClientBinder.httpClientBinder;

import com.google.inject.Binder;
import com.google.inject.Module;
import io.airlift.http.client.HeaderName;
import io.airlift.http.client.Request;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Lets nobody into Trino's HTTP server but clients in this process: Trino has to listen, for its parts talk to one
/// another over HTTP. All of them, and the client that [EmbeddedTrino] uses, send a secret that is made at the start
/// and is written nowhere.
final class OwnClientsOnly implements Module {
    static final String HEADER = "X-Telegram-Lake-Process";

    private static final int SECRET_BYTES = 32;

    private final String secret;

    OwnClientsOnly() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        secret = HexFormat.of().formatHex(random);
    }

    String secret() {
        return secret;
    }

    @Override
    public void configure(Binder binder) {
        newSetBinder(binder, Filter.class).addBinding().toInstance(new Guard());
        httpClientBinder(binder)
                .bindGlobalFilter(request -> Request.Builder.fromRequest(request)
                        .addHeader(HeaderName.of(HEADER), secret)
                        .build());
    }

    private final class Guard implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String sent = ((HttpServletRequest) request).getHeader(HEADER);
            if (sent != null && MessageDigest.isEqual(bytes(sent), bytes(secret))) {
                chain.doFilter(request, response);
            } else {
                ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_FORBIDDEN);
            }
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
