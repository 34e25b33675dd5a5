package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Fields of an exported object on their way into one of the Bot API's.
///
/// @param from object of the export
/// @param to   object of the Bot API
record Fields(JsonNode from, ObjectNode to) {
    /// Copies a field under another name. One that is missing or null is left out.
    Fields copyAs(String name, String newName) {
        if (from.hasNonNull(name)) {
            to.set(newName, from.get(name));
        }
        return this;
    }

    /// Copies fields that have the same name in both.
    Fields copy(String... names) {
        for (String name : names) {
            copyAs(name, name);
        }
        return this;
    }

    /// Copies a text, which newer exports may have in pieces.
    Fields copyText(String name, String newName) {
        if (from.hasNonNull(name)) {
            to.put(newName, ExportText.read(from.get(name)).text());
        }
        return this;
    }
}
