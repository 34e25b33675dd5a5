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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What one run is asked to do.
///
/// @param time    when the run was due; empty: now
/// @param days    the days to compact; empty: yesterday and the days before it
/// @param change  a change of rows that is staged for some of the days, to be made with this run
/// @param retire  to delete what is replaced on these days at once, without waiting for queries
/// @param dryRun  only to say what would be done
/// @param rebuild to give a table that was made anew all its partitions, and compact nothing
record CompactionRequest(
        Optional<Instant> time,
        Optional<Days> days,
        Optional<String> change,
        boolean retire,
        boolean dryRun,
        boolean rebuild) {
    private static final Set<String> MEMBERS = Set.of("date", "from", "to", "change", "retire", "dryRun", "rebuild");

    /// A file name, so that it can be part of a key.
    private static final Pattern CHANGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /// Days in a row, both ends among them.
    record Days(LocalDate from, LocalDate to) {
        Stream<LocalDate> each() {
            return from.datesUntil(to.plusDays(1));
        }
    }

    /// Reads the event: `{"time": "..."}` as EventBridge Scheduler's input says it, a rule's
    /// [event](https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html) with the same
    /// member, or by hand any of `{"date": "yyyy-MM-dd", "dryRun": true, "rebuild": true}`, with `from` and `to` in
    /// the place of `date` for several days; with days also `{"change": "id", "retire": true}`.
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
        CompactionRequest request = new CompactionRequest(
                time(json),
                days(json),
                change(json),
                flag(json, "retire"),
                flag(json, "dryRun"),
                flag(json, "rebuild"));
        if (request.rebuild() && (request.dryRun() || request.days().isPresent())) {
            throw new IllegalArgumentException("rebuild goes with neither days nor dryRun");
        }
        if (request.days().isEmpty() && (request.change().isPresent() || request.retire())) {
            throw new IllegalArgumentException("change and retire need date, or from and to");
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
                        "The event has a member '%s'; known are time, date, from, to, change, retire, dryRun and rebuild"
                                .formatted(name));
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

    private static Optional<Days> days(JsonNode json) {
        if (json.has("date") && (json.has("from") || json.has("to"))) {
            throw new IllegalArgumentException("date goes with neither from nor to");
        }
        if (json.has("from") != json.has("to")) {
            throw new IllegalArgumentException("from and to go together");
        }
        if (json.has("from")) {
            Days days = new Days(day(json, "from"), day(json, "to"));
            if (days.to().isBefore(days.from())) {
                throw new IllegalArgumentException("from, %s, is after to, %s".formatted(days.from(), days.to()));
            }
            return Optional.of(days);
        }
        return json.has("date") ? Optional.of(new Days(day(json, "date"), day(json, "date"))) : Optional.empty();
    }

    private static LocalDate day(JsonNode json, String name) {
        try {
            return LocalDate.parse(json.path(name).asText());
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "%s must be a day such as 2026-03-01, but is %s".formatted(name, json.path(name)), wrong);
        }
    }

    private static Optional<String> change(JsonNode json) {
        if (!json.has("change")) {
            return Optional.empty();
        }
        String change = json.path("change").asText();
        if (!CHANGE.matcher(change).matches()) {
            throw new IllegalArgumentException(
                    "change must be letters, digits and . _ -, but is " + json.path("change"));
        }
        return Optional.of(change);
    }

    private static boolean flag(JsonNode json, String name) {
        JsonNode flag = json.path(name);
        if (!flag.isMissingNode() && !flag.isBoolean()) {
            throw new IllegalArgumentException("%s must be true or false, but is %s".formatted(name, flag));
        }
        return flag.asBoolean();
    }
}
