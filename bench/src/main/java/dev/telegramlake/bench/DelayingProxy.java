package dev.telegramlake.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stands before the S3 server as if that were far away: counts each request, holds it back for a while, and passes it
/// on as it is, with the `Host` that is signed.
final class DelayingProxy implements AutoCloseable {
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

    private final ServerSocket server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    private final URI upstream;
    private final Duration delay;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> requests = new ConcurrentSkipListMap<>();

    DelayingProxy(URI upstream, Duration delay) throws IOException {
        this.upstream = upstream;
        this.delay = delay;
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// Requests by their operation since this was last asked.
    Map<String, Integer> takeRequests() {
        Map<String, Integer> taken = new ConcurrentSkipListMap<>(requests);
        requests.clear();
        return taken;
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
        try (client;
                Socket service = new Socket(upstream.getHost(), upstream.getPort())) {
            client.setTcpNoDelay(true);
            service.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> answers(service, client));
            requests(new BufferedInputStream(client.getInputStream()), service.getOutputStream());
        } catch (IOException ended) {
            // by the client or the service: both ends are closed
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void requests(InputStream client, OutputStream service) throws IOException, InterruptedException {
        for (String head = head(client); !head.isEmpty(); head = head(client)) {
            requests.merge(operation(head), 1, Integer::sum);
            Thread.sleep(delay);
            service.write(head.getBytes(StandardCharsets.ISO_8859_1));
            Matcher length = LENGTH.matcher(head);
            copy(client, service, length.find() ? Long.parseLong(length.group(1)) : 0);
        }
    }

    /// Empty when the client has closed the connection.
    private static String head(InputStream client) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < END_OF_HEAD.length()) {
            int next = client.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            matched = next == END_OF_HEAD.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String operation(String head) {
        String[] words = head.split(" ", 3);
        if (words[0].equals("GET") && words[1].contains("list-type=2")) {
            return "LIST";
        }
        return words[0].equals("POST") && words[1].endsWith("?delete") ? "DELETE" : words[0];
    }

    private static void copy(InputStream from, OutputStream to, long bytes) throws IOException {
        byte[] some = new byte[1 << 16];
        for (long left = bytes; left > 0; ) {
            int count = from.read(some, 0, (int) Math.min(left, some.length));
            if (count < 0) {
                throw new IOException("cut off");
            }
            to.write(some, 0, count);
            left -= count;
        }
    }

    private static void answers(Socket service, Socket client) {
        try (client) {
            service.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException ended) {
            // as above
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
