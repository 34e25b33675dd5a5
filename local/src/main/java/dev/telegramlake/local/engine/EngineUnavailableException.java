package dev.telegramlake.local.engine;

import java.io.IOException;
import java.io.Serial;

/// The query engine does not answer: it is being started again.
public final class EngineUnavailableException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    EngineUnavailableException(String message) {
        super(message);
    }
}
