package dev.telegramlake.local.backfill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Who wrote which message of a chat: an export names the message that is answered by its number only. Takes 12 bytes a
/// message, as numbers ascend in an export; those that do not are kept apart.
final class Authors {
    private final List<Optional<Author>> people = new ArrayList<>();
    private final Map<String, Integer> byId = new HashMap<>();
    private final Map<Long, Integer> outOfOrder = new HashMap<>();
    private long[] messages = new long[1 << 10];
    private int[] authors = new int[1 << 10];
    private int size;

    /// The number of an author who is known by an id, made at the first time.
    int number(String id, Supplier<Optional<Author>> author) {
        return byId.computeIfAbsent(id, first -> {
            people.add(author.get());
            return people.size() - 1;
        });
    }

    Optional<Author> author(int number) {
        return people.get(number);
    }

    void wrote(int author, long message) {
        if (size > 0 && message <= messages[size - 1]) {
            outOfOrder.put(message, author);
            return;
        }
        if (size == messages.length) {
            int larger = size + (size >> 1);
            messages = Arrays.copyOf(messages, larger);
            authors = Arrays.copyOf(authors, larger);
        }
        messages[size] = message;
        authors[size++] = author;
    }

    /// Empty for a message that has not been read, or that nobody wrote.
    Optional<Author> of(long message) {
        int place = Arrays.binarySearch(messages, 0, size, message);
        Integer number = place >= 0 ? Integer.valueOf(authors[place]) : outOfOrder.get(message);
        return number == null ? Optional.empty() : people.get(number);
    }
}
