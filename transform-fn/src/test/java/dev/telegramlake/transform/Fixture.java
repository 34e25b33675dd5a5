package dev.telegramlake.transform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// An update and the row that it must give, from a file in the folder `updates` of the test resources.
///
/// @param row written by hand: all columns that are not null but `arrival_time`, which is [#ARRIVAL] for all, and
///            `payload`, which is the update
record Fixture(String name, String about, ObjectNode update, ObjectNode row) {
    /// 2026-03-01T12:00:00.250Z
    static final long ARRIVAL = 1_772_366_400_250L;

    static final String ARRIVAL_TIME = "2026-03-01 12:00:00.250";

    /// All of them, by name.
    static List<Fixture> all() {
        try (Stream<Path> files = Files.list(Path.of(
                Objects.requireNonNull(Fixture.class.getResource("/updates")).toURI()))) {
            return files.sorted().map(Fixture::read).toList();
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException("The fixtures cannot be read", unreadable);
        }
    }

    private static Fixture read(Path file) {
        try {
            ObjectNode json = Json.object(Files.readAllBytes(file));
            return new Fixture(
                    file.getFileName().toString().replace(".json", ""),
                    json.path("about").asText(),
                    (ObjectNode) json.path("update"),
                    (ObjectNode) json.path("row"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The update as a record's data.
    byte[] json() {
        return Json.bytes(update);
    }

    /// The row with every column.
    ObjectNode wholeRow() {
        return row.deepCopy()
                .put("arrival_time", ARRIVAL_TIME)
                .put("payload", new String(json(), StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return name + ": " + about;
    }
}
