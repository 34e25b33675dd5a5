package dev.telegramlake.local.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AuthorsTest {
    private final Authors authors = new Authors();

    @Test
    void fiveMillionMessagesTakeTwelveBytesEachAndAHalfMoreToGrow() {
        int ana = number("Ana");
        int bo = number("Bo");
        long before = used();

        for (int message = 1; message <= 5_000_000; message++) {
            authors.wrote(message % 3 == 0 ? bo : ana, message * 2L);
        }

        assertThat(used() - before).isLessThan(5_000_000L * 12 * 3 / 2 + (8 << 20));
        assertThat(name(6)).contains("Bo");
        assertThat(name(9_999_998)).contains("Ana");
        assertThat(name(7)).isEmpty();
    }

    @Test
    void messagesOutOfOrderAreFoundToo() {
        for (long message : new long[] {10, 20, 5, 15, 30}) {
            authors.wrote(number("A" + message), message);
        }

        assertThat(name(5)).contains("A5");
        assertThat(name(15)).contains("A15");
        assertThat(name(20)).contains("A20");
        assertThat(name(16)).isEmpty();
    }

    private int number(String name) {
        return authors.number(name, () -> Optional.of(new Author(false, Author.user(name))));
    }

    private Optional<String> name(long message) {
        return authors.of(message)
                .map(author -> author.json().path("first_name").asText());
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
