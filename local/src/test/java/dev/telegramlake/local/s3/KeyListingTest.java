package dev.telegramlake.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/// Pages, compared with what the rule gives for all keys at once.
final class KeyListingTest {
    private static final List<String> PIECES =
            List.of("a", "b", "/", "//", ".", "-", "0", "a/", "é", "😀", "\uffee", "a.x");
    private static final int KEYS = 300;

    @TempDir
    Path bucket;

    @Test
    void everyPageIsAsTheRuleSays() throws IOException {
        Random random = new Random(7);
        SortedSet<String> keys = new TreeSet<>(KeyListingTest::compare);
        while (keys.size() < KEYS) {
            keys.add(text(random, 6));
        }
        for (String key : keys) {
            Path file = bucket.resolve(KeyFileNames.encode(key));
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        Files.createFile(bucket.resolve(".mpus-unfinished"));
        Files.createDirectories(bucket.resolve("empty/folder"));

        for (int i = 0; i < 400; i++) {
            ListObjectsV2Request request = ListObjectsV2Request.builder()
                    .prefix(random.nextBoolean() ? "" : text(random, 2))
                    .delimiter(List.of("", "/", "/", "a", "//", "😀").get(random.nextInt(6)))
                    .startAfter(random.nextBoolean() ? null : text(random, 3))
                    .maxKeys(1 + random.nextInt(20))
                    .build();

            assertThat(paged(request)).as(request.toString()).isEqualTo(expected(keys, request));
        }
    }

    /// All pages, one after the other.
    private List<KeyListing.Entry> paged(ListObjectsV2Request request) {
        List<KeyListing.Entry> entries = new ArrayList<>();
        KeyListing.Page page = KeyListing.page(bucket, request);
        entries.addAll(page.entries());
        while (page.next().isPresent()) {
            assertThat(page.entries()).hasSize(request.maxKeys());
            page = KeyListing.page(
                    bucket,
                    request.toBuilder().continuationToken(page.next().get()).build());
            assertThat(page.entries()).isNotEmpty();
            entries.addAll(page.entries());
        }
        return entries;
    }

    private static List<KeyListing.Entry> expected(SortedSet<String> keys, ListObjectsV2Request request) {
        String after = request.startAfter() == null ? "" : request.startAfter();
        return keys.stream()
                .filter(key -> key.startsWith(request.prefix()))
                .map(key -> {
                    int end = request.delimiter().isEmpty()
                            ? -1
                            : key.indexOf(request.delimiter(), request.prefix().length());
                    return end < 0
                            ? new KeyListing.Entry(key, false)
                            : new KeyListing.Entry(
                                    key.substring(0, end + request.delimiter().length()), true);
                })
                .distinct()
                .filter(entry -> compare(entry.name(), after) > 0)
                .toList();
    }

    private static int compare(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        int count = 1 + random.nextInt(pieces);
        for (int i = 0; i < count; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
