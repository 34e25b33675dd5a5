package dev.telegramlake.compaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/// What one run is asked to do.
///
/// @param time    when the run was due; empty: now
/// @param date    the one day to compact; empty: yesterday and the days before it
/// @param dryRun  only to say what would be done
/// @param rebuild to give a table that was made anew all its partitions, and compact nothing
record CompactionRequest(Optional<Instant> time, Optional<LocalDate> date, boolean dryRun, boolean rebuild) {
    private static final Set<String> MEMBERS = Set.of("date", "dryRun", "rebuild");

    /// Reads the event: `{"time": "..."}` as EventBridge Scheduler's input says it, a rule's
    /// [event](https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html) with the same
    /// member, or by hand any of `{"date": "yyyy-MM-dd", "dryRun": true, "rebuild": true}`.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    static CompactionRequest read(InputStream event) {
        JsonNode json = parse(event);
        if (!json.isObject()) {
            throw new IllegalArgumentException("The event must be a JSON object, such as {\"date\": \"2026-03-01\"}");
        }
        if (!json.has("time")) {
            requireKnownMembers(json);
        }
        CompactionRequest request =
                new CompactionRequest(time(json), date(json), flag(json, "dryRun"), flag(json, "rebuild"));
        if (request.rebuild() && (request.dryRun() || request.date().isPresent())) {
            throw new IllegalArgumentException("rebuild goes with neither date nor dryRun");
        }
        return request;
    }

    /// The day on which the run was due.
    LocalDate today(Instant now, ZoneId zone) {
        return LocalDate.ofInstant(time.orElse(now), zone);
    }

    private static JsonNode parse(InputStream event) {
        try {
            return Json.MAPPER.readTree(event);
        } catch (IOException malformed) {
            throw new IllegalArgumentException("The event is not JSON", malformed);
        }
    }

    private static void requireKnownMembers(JsonNode json) {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException(
                        "The event has a member '%s'; known are time, date, dryRun and rebuild".formatted(name));
            }
        }
    }

    private static Optional<Instant> time(JsonNode json) {
        JsonNode time = json.path("time");
        if (time.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(time.asText()));
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "time must be an instant such as 2026-03-02T00:30:00Z, but is " + time, wrong);
        }
    }

    private static Optional<LocalDate> date(JsonNode json) {
        JsonNode date = json.path("date");
        if (date.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(date.asText()));
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("date must be a day such as 2026-03-01, but is " + date, wrong);
        }
    }

    private static boolean flag(JsonNode json, String name) {
        JsonNode flag = json.path(name);
        if (!flag.isMissingNode() && !flag.isBoolean()) {
            throw new IllegalArgumentException("%s must be true or false, but is %s".formatted(name, flag));
        }
        return flag.asBoolean();
    }
}
