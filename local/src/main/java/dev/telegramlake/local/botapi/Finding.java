package dev.telegramlake.local.botapi;

import static java.util.Objects.requireNonNull;

/// Something about a bot that its owner should know.
///
/// @param problem whether updates do not arrive because of it
/// @param remedy  what to do; empty where nothing is to be done
public record Finding(boolean problem, String what, String remedy) {
    public Finding {
        requireNonNull(what, "what is null");
    }

    static Finding problem(String what, String remedy) {
        return new Finding(true, what, remedy);
    }

    static Finding note(String what) {
        return new Finding(false, what, "");
    }
}
