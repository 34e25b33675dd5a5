package dev.telegramlake.local.engine;

import java.io.IOException;
import java.net.URI;

/// Where the query engine is. Closing it ends the engine.
public interface Engine extends AutoCloseable {
    /// The header in which a request must have the secret.
    String SECRET_HEADER = "X-Telegram-Lake-Engine";

    /// Where to ask.
    ///
    /// @param secret what the engine wants to be told, new at each of its starts
    record Address(URI uri, String secret) {
        @Override
        public String toString() {
            return uri.toString();
        }
    }

    /// Where it listens now.
    ///
    /// @throws EngineUnavailableException while it is being started again
    Address address() throws EngineUnavailableException;

    @Override
    void close() throws IOException;
}
