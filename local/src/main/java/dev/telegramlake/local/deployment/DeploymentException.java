package dev.telegramlake.local.deployment;

import java.io.Serial;

/// A pipeline or a stack that is not there, does not answer, or refuses. The message is for the person at the
/// terminal.
public final class DeploymentException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public DeploymentException(String message) {
        super(message);
    }
}
