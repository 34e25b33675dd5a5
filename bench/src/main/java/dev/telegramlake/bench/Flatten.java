package dev.telegramlake.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.bench.contest.Contender;
import dev.telegramlake.bench.contest.Contest;
import dev.telegramlake.bench.peer.Flattener;
import dev.telegramlake.bench.peer.PengradFlattener;
import dev.telegramlake.bench.peer.TelegramBotsFlattener;
import dev.telegramlake.bench.peer.TreeFlattener;
import dev.telegramlake.local.disk.TemporaryFolder;
import dev.telegramlake.transform.Flattening;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// One update to its row: ours, a Jackson tree, two libraries' typed models, the course's Python, and Jackson's parser
/// reading all tokens for nothing, below which no streaming flattening can be.
final class Flatten {
    private static final int UPDATES = 1_000;
    private static final String LIMIT = "limit: all tokens, no row";
    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// The course's table, and the number of the update.
    private static final Set<String> COURSE_COLUMNS = Set.of(
            "update_id",
            "message_id",
            "user_id",
            "user_is_bot",
            "user_first_name",
            "chat_id",
            "chat_type",
            "text",
            "date");

    private static final Map<String, Flattener> JAVA = new LinkedHashMap<>();

    static {
        JAVA.put(Contest.OURS, new Flattening()::row);
        JAVA.put("Jackson tree", new TreeFlattener());
        JAVA.put("telegrambots-meta", new TelegramBotsFlattener());
        JAVA.put("java-telegram-bot-api", new PengradFlattener());
        JAVA.put(LIMIT, Flatten::readTokens);
    }

    private Flatten() {}

    /// Checks and measures, or works as one contender.
    ///
    /// @param arguments the contender whose process this is; none for the whole measurement
    public static void main(String[] arguments) throws Exception {
        List<byte[]> updates = UpdateMix.updates(UPDATES);
        if (arguments.length > 0) {
            Contest.serve(passes(Objects.requireNonNull(JAVA.get(arguments[0])), updates));
            return;
        }
        checkRows(updates);
        try (TemporaryFolder folder = new TemporaryFolder("flatten-bench");
                Contest contest = new Contest("Flatten", "record")) {
            for (String name : JAVA.keySet()) {
                double goal = name.equals(Contest.OURS) ? 0 : name.equals(LIMIT) ? 0.7 : 2.5;
                contest.enter(name, goal, Flatten.class, List.of(name));
            }
            List<String> python = python(folder.path(), updates);
            if (!python.isEmpty()) {
                checkCourseRows(python, updates);
                contest.enter("Python, the course's 9 columns", 20, python);
            }
            contest.run();
        }
    }

    private static Contender passes(Flattener flattener, List<byte[]> updates) {
        return () -> {
            for (byte[] update : updates) {
                if (flattener.row(update, UpdateMix.ARRIVAL_MILLIS).length == 0) {
                    throw new IOException("an empty row");
                }
            }
            return updates.size();
        };
    }

    /// Gives no row.
    private static byte[] readTokens(byte[] update, long arrivalMillis) throws IOException {
        try (JsonParser parser = JSON.createParser(update)) {
            while (parser.nextToken() != null) {
                // nothing is done with it
            }
            return update;
        }
    }

    private static void checkRows(List<byte[]> updates) throws IOException {
        Set<String> columns = new TreeSet<>();
        for (byte[] update : updates) {
            ObjectNode ours = row(Contest.OURS, update);
            ours.fieldNames().forEachRemaining(columns::add);
            requireSame("Jackson tree", ours, update, Set.of());
            requireSame("telegrambots-meta", ours, update, Set.of());
            // It says false where the update says nothing.
            requireSame("java-telegram-bot-api", ours, update, Set.of("user_is_premium"));
        }
        System.out.printf(
                "Flatten: all rows of the Java peers are the same, in all %d columns that the %d updates fill"
                        + " (java-telegram-bot-api without user_is_premium): %s%n",
                columns.size(), updates.size(), String.join(" ", columns));
    }

    private static void requireSame(String peer, ObjectNode ours, byte[] update, Set<String> except)
            throws IOException {
        ObjectNode row = row(peer, update);
        if (!row.deepCopy().without(except).equals(ours.deepCopy().without(except))) {
            throw new IOException("%s has another row:%n%s%n%s".formatted(peer, row, ours));
        }
    }

    private static ObjectNode row(String contender, byte[] update) throws IOException {
        return (ObjectNode)
                MAPPER.readTree(Objects.requireNonNull(JAVA.get(contender)).row(update, UpdateMix.ARRIVAL_MILLIS));
    }

    /// The command that runs the course's function; nothing when there is no Python.
    private static List<String> python(Path folder, List<byte[]> updates) throws IOException, InterruptedException {
        try {
            new ProcessBuilder("python3", "--version").start().waitFor();
        } catch (IOException missing) {
            System.out.println("Flatten: without Python, because there is no python3 on the path");
            return List.of();
        }
        Path script = folder.resolve("course.py");
        try (InputStream source = Objects.requireNonNull(Flattener.class.getResourceAsStream("course.py"))) {
            Files.copy(source, script);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] update : updates) {
            all.writeBytes(update);
            all.write(0);
        }
        Path file = Files.write(folder.resolve("updates"), all.toByteArray());
        return List.of("python3", script.toString(), file.toString());
    }

    /// The function knows messages only, so only theirs can be the same.
    private static void checkCourseRows(List<String> python, List<byte[]> updates) throws IOException {
        List<String> command = new ArrayList<>(python);
        command.add("print");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int compared = 0;
        for (byte[] update : updates) {
            JsonNode course = MAPPER.readTree(process.inputReader().readLine());
            ObjectNode ours = row(Contest.OURS, update);
            if (ours.path("kind").asText().equals("message") && !ours.has("file_id")) {
                compared++;
                for (String column : COURSE_COLUMNS) {
                    if (!course.path(column).asText("").equals(ours.path(column).asText(""))) {
                        throw new IOException("Python has another row:%n%s%n%s".formatted(course, ours));
                    }
                }
            }
        }
        System.out.printf(
                "Flatten: the course's function has the same values in its 9 columns for the %d messages of text%n",
                compared);
    }
}
