package dev.telegramlake.local.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// A small HTTP server on one port.
public final class HttpServer implements AutoCloseable {
    private static final int MAX_THREADS = 250;

    /// A connection on which nothing comes for so long is closed.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final Javalin server;

    private HttpServer(Javalin server) {
        this.server = server;
    }

    /// Starts a server.
    ///
    /// @param port 0 for any free port
    public static HttpServer start(String host, int port, Consumer<JavalinConfig> routes) {
        return start(host, port, LONGEST_SILENCE, routes);
    }

    static HttpServer start(String host, int port, Duration longestSilence, Consumer<JavalinConfig> routes) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.maxRequestSize = 16L << 20;
            config.http.compressionStrategy = CompressionStrategy.NONE; // everybody is on this machine
            config.jetty.threadPool = threads();
            new BrokenRequests(InstantSource.system()).addTo(config);
            routes.accept(config);
        });
        server.start(host, port);
        for (Connector connector : server.jettyServer().server().getConnectors()) {
            ((AbstractConnector) connector).setIdleTimeout(longestSilence.toMillis());
        }
        return new HttpServer(server);
    }

    /// A request that comes slowly waits on a virtual thread: however many there are, the others are answered.
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        return threads;
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
