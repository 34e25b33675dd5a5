package dev.telegramlake.local;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.util.function.Consumer;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// A small HTTP server on one port.
final class HttpServer implements AutoCloseable {
    private static final int MAX_THREADS = 250;

    private final Javalin server;

    private HttpServer(Javalin server) {
        this.server = server;
    }

    static HttpServer start(String host, int port, Consumer<JavalinConfig> routes) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.maxRequestSize = 16L << 20;
            config.jetty.threadPool = threads();
            routes.accept(config);
        });
        return new HttpServer(server.start(host, port));
    }

    /// A request that comes slowly waits on a virtual thread: however many there are, the others are answered.
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        return threads;
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
