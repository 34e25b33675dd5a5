package dev.telegramlake.local.wire;

import java.io.Serial;

/// An error that a service answers with, as its clients know it: a code, a message and an HTTP status.
public final class ServiceError extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    public ServiceError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /// The caller is wrong: status 400.
    public static ServiceError badRequest(String code, String message) {
        return new ServiceError(400, code, message);
    }

    /// HTTP status.
    public int status() {
        return status;
    }

    /// The error's name on the wire (`__type`), for example `ResourceNotFoundException`.
    public String code() {
        return code;
    }

    /// Never null, unlike [Throwable#getMessage()] in general.
    public String message() {
        return String.valueOf(getMessage());
    }
}
