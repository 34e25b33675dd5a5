package dev.telegramlake.analytics;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.OptionalLong;

/// What a question is asked about.
///
/// @param zone in which days begin and hours are told
/// @param from first day
/// @param to   last day
/// @param chat one chat; empty asks about all of them
public record Period(ZoneId zone, LocalDate from, LocalDate to, OptionalLong chat) {
    public Period {
        requireNonNull(zone, "zone is null");
        requireNonNull(chat, "chat is null");
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "The period ends on %s, before it begins on %s. Exchange the two days.".formatted(to, from));
        }
    }
}
