package dev.telegramlake.schema;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/// Where a column's value comes from.
public sealed interface Source {
    /// A field of the update.
    ///
    /// @param kind the kind of update, or [#ANY_KIND]
    /// @param path the names of the fields from the kind's value down. A name that ends in `[]` is an array: every
    ///             element gives a value, in order. One that ends in `[largest]` is an array of
    ///             [PhotoSize](https://core.telegram.org/bots/api#photosize): the largest gives the value
    record Field(String kind, List<String> path) implements Source {
        /// Stands for every kind of update, those that are not known yet included.
        public static final String ANY_KIND = "*";

        /// Ends the name of an array all of whose elements count.
        public static final String EACH = "[]";

        /// Ends the name of an array of sizes of a picture.
        public static final String LARGEST = "[largest]";

        public Field {
            requireNonNull(kind, "kind is null");
            path = List.copyOf(path);
        }

        @Override
        public String toString() {
            return path.isEmpty() ? kind : kind + "." + String.join(".", path);
        }
    }

    /// More than one field decides; code with the column's name does it.
    ///
    /// @param words the rule in words
    record Rule(String words) implements Source {
        public Rule {
            requireNonNull(words, "words is null");
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /// A field, written as `kind.field.field[].field`.
    static Field field(String dotted) {
        List<String> names = Arrays.asList(dotted.split("\\.", -1));
        return new Field(names.getFirst(), names.subList(1, names.size()));
    }
}
