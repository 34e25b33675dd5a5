package dev.telegramlake.local.ledger;

import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares what was acknowledged with what is there. Each difference is a line.
final class Books {
    private static final Pattern MANIFEST = Pattern.compile(".*/manifest-\\d{8}\\.json");

    private final LakeTable table;
    private final Map<Long, Update> acknowledged;

    Books(LakeTable table, Map<Long, Update> acknowledged) {
        this.table = table;
        this.acknowledged = acknowledged;
    }

    /// Before the compaction: everything at least once, in the table or in a file that a later compaction folds in.
    List<String> atLeastOnce() throws IOException {
        Map<Long, List<LakeTable.Row>> rows = byId();
        Set<Long> landed = table.landed();
        Set<String> raw = rawLines();
        List<String> differences = new ArrayList<>(strange(rows));
        for (Update update : acknowledged.values()) {
            if (update.wanted() && !rows.containsKey(update.id()) && !landed.contains(update.id())) {
                differences.add("update %d is not there before the compaction".formatted(update.id()));
            }
            if (update.wanted() && !raw.contains(update.payload())) {
                differences.add("update %d is not in %s".formatted(update.id(), Lake.RAW_PREFIX));
            }
        }
        return differences;
    }

    /// After the compaction.
    List<String> exactlyOnce() throws IOException {
        Map<Long, List<LakeTable.Row>> rows = byId();
        List<String> differences = new ArrayList<>(strange(rows));
        for (Update update : acknowledged.values()) {
            int times = rows.getOrDefault(update.id(), List.of()).size();
            if (times != (update.wanted() ? 1 : 0)) {
                differences.add("update %d is there %d times".formatted(update.id(), times));
            }
        }
        table.keys(Lake.ERRORS_PREFIX).forEach(key -> differences.add("a record has failed: " + key));
        return differences;
    }

    /// After the grace period nothing is left of what was replaced.
    List<String> nothingLeft() {
        List<String> differences = new ArrayList<>();
        table.keys(Lake.LANDING_PREFIX).forEach(key -> differences.add("left: " + key));
        Map<String, Set<String>> runs = table.keys(Lake.COMPACTED_PREFIX).stream()
                .filter(key -> !MANIFEST.matcher(key).matches())
                .collect(Collectors.groupingBy(
                        key -> Path.of(key).getName(1).toString(),
                        TreeMap::new,
                        Collectors.mapping(key -> key.substring(0, key.lastIndexOf('/')), Collectors.toSet())));
        runs.forEach((day, folders) -> {
            if (folders.size() != 1) {
                differences.add("%s has the runs %s".formatted(day, folders));
            }
        });
        return differences;
    }

    /// Tries the books themselves: each kind of wrong entry that they do not notice is a line.
    static List<String> blindSpots(LakeTable table, Map<Long, Update> acknowledged) throws IOException {
        Update some =
                acknowledged.values().stream().filter(Update::wanted).findAny().orElseThrow();
        Update lost = new Update(-some.id(), some.body(), true);
        Update changed = new Update(some.id(), "{}", true);
        List<String> blind = new ArrayList<>();
        if (new Books(table, with(acknowledged, lost)).exactlyOnce().isEmpty()) {
            blind.add("the books do not notice a lost update");
        }
        if (new Books(table, with(acknowledged, changed)).exactlyOnce().isEmpty()) {
            blind.add("the books do not notice a changed update");
        }
        Map<Long, Update> fewer = new HashMap<>(acknowledged);
        fewer.remove(some.id());
        if (new Books(table, fewer).exactlyOnce().isEmpty()) {
            blind.add("the books do not notice an update that nobody sent");
        }
        return blind;
    }

    private static Map<Long, Update> with(Map<Long, Update> updates, Update other) {
        Map<Long, Update> more = new HashMap<>(updates);
        more.put(other.id(), other);
        return more;
    }

    private Map<Long, List<LakeTable.Row>> byId() throws IOException {
        return table.rows().stream().collect(Collectors.groupingBy(LakeTable.Row::updateId));
    }

    /// Rows that nobody sent, that must not be there, or that are not as they were sent.
    private List<String> strange(Map<Long, List<LakeTable.Row>> rows) {
        List<String> differences = new ArrayList<>();
        rows.forEach((id, found) -> {
            Update update = acknowledged.get(id);
            if (update == null || !update.wanted()) {
                differences.add("update %d must not be there".formatted(id));
            } else if (!found.getFirst().payload().strip().equals(update.payload())) {
                differences.add("update %d is not as it was sent".formatted(id));
            }
        });
        return differences;
    }

    private Set<String> rawLines() throws IOException {
        Path folder = table.bucket().resolve(Lake.RAW_PREFIX);
        if (!Files.exists(folder)) {
            return Set.of();
        }
        Set<String> lines = new HashSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.readAllLines(file, StandardCharsets.UTF_8).forEach(line -> lines.add(line.strip()));
            }
        }
        return lines;
    }
}
