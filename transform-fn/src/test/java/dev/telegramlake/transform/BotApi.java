package dev.telegramlake.transform;

import dev.telegramlake.schema.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The published types of the [Bot API](https://core.telegram.org/bots/api), read from `bot-api-10.3.txt`.
final class BotApi {
    private static final BotApi READ = read();

    private final Map<String, Type> types = new LinkedHashMap<>();

    /// @param fields empty where the type is one of others
    /// @param oneOf  empty where the type has fields of its own
    record Type(List<Field> fields, List<String> oneOf) {}

    /// @param type   of the field, or of the elements of its array
    /// @param arrays how many arrays nest
    record Field(String name, String type, int arrays, boolean required) {}

    static BotApi get() {
        return READ;
    }

    private static BotApi read() {
        try (InputStream in = BotApi.class.getResourceAsStream("/bot-api-10.3.txt")) {
            BotApi api = new BotApi();
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(api::add);
            return api;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(String line) {
        if (line.contains(" = ")) {
            String[] parts = line.split(" = ", 2);
            types.put(parts[0], new Type(List.of(), List.of(parts[1].split(" \\| ", -1))));
            return;
        }
        String[] parts = line.split(":", 2);
        List<Field> fields = new ArrayList<>();
        for (String field : parts[1].strip().split(", ", -1)) {
            if (!field.isEmpty()) {
                String[] words = field.split(" ", 2);
                String type = words[1].replace("!", "");
                String element = type.replace("[]", "");
                int arrays = (type.length() - element.length()) / 2;
                fields.add(new Field(words[0], element, arrays, words[1].endsWith("!")));
            }
        }
        types.put(parts[0], new Type(fields, List.of()));
    }

    /// Null for a scalar.
    @Nullable
    Type type(String name) {
        return types.get(name);
    }

    List<Field> fields(String type) {
        return Objects.requireNonNull(types.get(type), type).fields();
    }

    /// The kinds of update that have the field.
    List<String> kindsWith(Source.Field field) {
        return fields("Update").stream()
                .filter(kind -> !kind.name().equals("update_id"))
                .filter(kind -> field.kind().equals(Source.Field.ANY_KIND)
                        || field.kind().equals(kind.name()))
                .filter(kind -> has(kind.type(), field.path()))
                .map(Field::name)
                .toList();
    }

    private boolean has(String typeName, List<String> path) {
        if (path.isEmpty()) {
            return true;
        }
        Type type = types.get(typeName);
        if (type == null) {
            return false;
        }
        String name = path.getFirst();
        boolean array = name.endsWith("]");
        String bare = array ? name.substring(0, name.indexOf('[')) : name;
        return type.oneOf().stream().anyMatch(one -> has(one, path))
                || type.fields().stream()
                        .anyMatch(field -> field.name().equals(bare)
                                && field.arrays() == (array ? 1 : 0)
                                && has(field.type(), path.subList(1, path.size())));
    }
}
