package dev.telegramlake.local.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests that break off or are not HTTP with status 400. Whoever can reach a port can send any number of
/// them: each costs a line in the log at most, and a flood some lines a minute.
public final class BrokenRequests {
    private static final Logger LOG = LoggerFactory.getLogger(BrokenRequests.class);
    private static final int MAX_LINES_PER_MINUTE = 10;

    private final RateLimit lines;

    public BrokenRequests(InstantSource clock) {
        lines = new RateLimit(MAX_LINES_PER_MINUTE, clock);
    }

    /// Adds the answer to a server.
    public void addTo(JavalinConfig config) {
        config.routes.exception(BrokenRequestException.class, this::answer);
        config.routes.exception(EofException.class, this::answer);
        config.routes.exception(TimeoutException.class, this::answer);
        config.routes.exception(HttpException.RuntimeException.class, this::answer);
    }

    private void answer(Exception broken, Context http) {
        lines.pass()
                .ifPresent(more -> LOG.info(
                        "{} {} is broken: {}; {} more before it", http.method(), http.path(), reason(broken), more));
        if (!http.res().isCommitted()) {
            http.status(400);
            http.result("");
        }
    }

    private static String reason(Exception broken) {
        Throwable reason =
                broken instanceof BrokenRequestException && broken.getCause() != null ? broken.getCause() : broken;
        return reason.getClass().getSimpleName();
    }
}
