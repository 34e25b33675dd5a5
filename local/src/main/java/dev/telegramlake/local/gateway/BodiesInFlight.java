package dev.telegramlake.local.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/// Bounds the memory of all bodies that are being read or answered. A body costs what has come of it, so that slow
/// clients that announce much hold up nobody.
final class BodiesInFlight {
    /// Bytes that a body is read and counted by: the smallest body costs as much.
    static final int CHUNK = 16 << 10;

    private final Semaphore chunks;
    private final int maxBody;

    /// @param bytes   of all bodies
    /// @param maxBody bytes of one
    BodiesInFlight(int bytes, int maxBody) {
        chunks = new Semaphore(bytes / CHUNK);
        this.maxBody = maxBody;
    }

    /// Reads a body, as far as it may come.
    Body read(InputStream input) throws IOException, TooLargeException, OverloadedException {
        int held = 0;
        boolean whole = false;
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            byte[] chunk;
            do {
                if (!chunks.tryAcquire()) {
                    throw new OverloadedException();
                }
                held++;
                chunk = input.readNBytes(CHUNK);
                body.write(chunk, 0, chunk.length);
                if (body.size() > maxBody) {
                    throw new TooLargeException();
                }
            } while (chunk.length == CHUNK);
            whole = true;
            return new Body(body.toByteArray(), held);
        } finally {
            if (!whole) {
                chunks.release(held);
            }
        }
    }

    /// A whole body, which counts until it is closed.
    final class Body implements AutoCloseable {
        private final byte[] bytes;
        private final int held;

        private Body(byte[] bytes, int held) {
            this.bytes = bytes;
            this.held = held;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public void close() {
            chunks.release(held);
        }
    }

    /// A body is larger than one may be.
    static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /// There is no room for another body now.
    static final class OverloadedException extends Exception {
        private static final long serialVersionUID = 1;
    }
}
