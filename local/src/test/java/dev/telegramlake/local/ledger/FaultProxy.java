package dev.telegramlake.local.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Stands between two parts of the pipeline and passes on bytes, unless it is told to make trouble.
final class FaultProxy implements AutoCloseable {
    private static final int CHUNK = 16 << 10;
    private static final Pattern REQUEST = Pattern.compile("\\A(GET|PUT|POST|DELETE|HEAD) ");
    private static final String REFUSAL =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    /// What happens to a request.
    enum Trouble {
        /// Nothing, until the trouble is over.
        STALL,
        /// It is answered with 503, and never passed on.
        REFUSE,
        /// The connection breaks before all of it is passed on.
        CUT_REQUEST,
        /// It is passed on; the connection breaks before all of the answer is.
        CUT_ANSWER
    }

    private record Order(Trouble trouble, long untilNanos) {}

    private final ServerSocket server;
    private final Consumer<Trouble> struck;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Integer upstream;
    private volatile @Nullable Order order;

    /// Passes everything on until it is told otherwise.
    ///
    /// @param struck called for each request that was disturbed
    FaultProxy(Consumer<Trouble> struck) throws IOException {
        this.server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        this.struck = struck;
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// Where to pass on to from now on.
    void upstream(int port) {
        upstream = port;
    }

    void make(Trouble trouble, long millis) {
        order = new Order(trouble, System.nanoTime() + millis * 1_000_000);
    }

    void calm() {
        order = null;
    }

    private @Nullable Order due() {
        Order now = order;
        return now != null && System.nanoTime() < now.untilNanos() ? now : null;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        open.add(client);
        Integer port = upstream;
        try (client;
                Socket service = port == null ? null : new Socket(InetAddress.getLoopbackAddress(), port)) {
            if (service == null) {
                return;
            }
            open.add(service);
            client.setTcpNoDelay(true);
            service.setTcpNoDelay(true);
            Thread answers = Thread.ofVirtual().start(() -> pass(service, client, this::answer));
            pass(client, service, (bytes, count, to) -> request(bytes, count, to, client));
            answers.join();
            open.remove(service);
        } catch (IOException refused) {
            // nobody is there: the connection ends
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    @FunctionalInterface
    private interface Way {
        /// False when the connection is to end.
        boolean pass(byte[] bytes, int count, OutputStream to) throws IOException, InterruptedException;
    }

    private static void pass(Socket from, Socket to, Way way) {
        byte[] bytes = new byte[CHUNK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (!way.pass(bytes, count, out)) {
                    return;
                }
            }
        } catch (IOException broken) {
            // both ends are closed, as a broken connection's are
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean request(byte[] bytes, int count, OutputStream service, Socket client)
            throws IOException, InterruptedException {
        String text = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        boolean begins = REQUEST.matcher(text).find();
        byte[] passed = text.getBytes(StandardCharsets.ISO_8859_1);
        Order now = due();
        if (now != null) {
            switch (now.trouble()) {
                case STALL -> {
                    struck.accept(Trouble.STALL);
                    Thread.sleep(Math.max(1, (now.untilNanos() - System.nanoTime()) / 1_000_000));
                }
                case REFUSE -> {
                    if (begins) {
                        struck.accept(Trouble.REFUSE);
                        client.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.US_ASCII));
                        return false;
                    }
                }
                case CUT_REQUEST -> {
                    if (begins
                            && text.endsWith("\r\n\r\n")
                            && ThreadLocalRandom.current().nextBoolean()) {
                        break; // the head alone: the body, if there is one, is cut
                    }
                    struck.accept(Trouble.CUT_REQUEST);
                    service.write(passed, 0, ThreadLocalRandom.current().nextInt(passed.length));
                    return false;
                }
                case CUT_ANSWER -> {
                    // the request goes through
                }
            }
        }
        service.write(passed);
        return true;
    }

    private boolean answer(byte[] bytes, int count, OutputStream client) throws IOException {
        Order now = due();
        if (now != null && now.trouble() == Trouble.CUT_ANSWER) {
            struck.accept(Trouble.CUT_ANSWER);
            client.write(bytes, 0, ThreadLocalRandom.current().nextInt(count));
            return false;
        }
        client.write(bytes, 0, count);
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
