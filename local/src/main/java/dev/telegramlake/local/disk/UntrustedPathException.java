package dev.telegramlake.local.disk;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/// Somebody else could decide what a file or folder holds. The message is for the person at the terminal: which one,
/// what is wrong, and what to do.
public final class UntrustedPathException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    UntrustedPathException(Path path, String fault, String remedy) {
        super("The data folder cannot be trusted: %s %s. %s, or give another folder with --data."
                .formatted(path, fault, remedy));
    }

    /// [#getMessage()], which is always there.
    public String message() {
        return String.valueOf(getMessage());
    }
}
