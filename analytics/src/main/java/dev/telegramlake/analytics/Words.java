package dev.telegramlake.analytics;

import static java.util.Objects.requireNonNull;

/// A text in the languages that the page and the report speak.
public record Words(String english, String portuguese) {
    public Words {
        requireNonNull(english, "english is null");
        requireNonNull(portuguese, "portuguese is null");
    }
}
