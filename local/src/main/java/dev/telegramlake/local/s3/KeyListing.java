package dev.telegramlake.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/// Reads one page of a bucket's keys from the names on the disk, in the order of their bytes in UTF-8. Folders with
/// nothing of the page in them are not opened.
final class KeyListing {
    private static final Comparator<String> BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private final String prefix;
    private final String delimiter;
    private final String after;
    private final int limit;
    private final List<Entry> entries = new ArrayList<>();
    private boolean isTruncated;

    /// A key, or what keys have in common up to the delimiter.
    record Entry(String name, boolean isCommonPrefix) {}

    /// @param entries of the page, in order
    /// @param next    what the next page begins after; empty for the last page
    record Page(List<Entry> entries, Optional<String> next) {}

    private KeyListing(ListObjectsV2Request request) {
        prefix = orEmpty(request.prefix());
        delimiter = orEmpty(request.delimiter());
        after = orEmpty(request.continuationToken() == null ? request.startAfter() : request.continuationToken());
        limit = request.maxKeys() == null ? Integer.MAX_VALUE : request.maxKeys();
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /// Reads a page.
    ///
    /// @param bucket its folder
    static Page page(Path bucket, ListObjectsV2Request request) {
        KeyListing listing = new KeyListing(request);
        listing.read(bucket);
        return listing.page();
    }

    private Page page() {
        return new Page(
                List.copyOf(entries),
                isTruncated ? Optional.of(entries.getLast().name()) : Optional.empty());
    }

    /// Goes to the folder that the prefix names, and reads from there.
    private void read(Path bucket) {
        if (limit == 0) {
            return;
        }
        Path folder = bucket;
        int read = 0;
        for (int slash = prefix.indexOf('/'); slash >= 0; slash = prefix.indexOf('/', read)) {
            try {
                folder = folder.resolve(KeyFileNames.folder(prefix.substring(read, slash)));
            } catch (IllegalArgumentException e) {
                return; // no key has so long a part
            }
            read = slash + 1;
        }
        read(folder, prefix.substring(0, read));
    }

    /// @param path what the keys in the folder begin with
    private void read(Path folder, String path) {
        for (Child child : children(folder, path)) {
            if (isTruncated) {
                return;
            }
            if (!child.isFolder()) {
                add(child.key());
            } else if (mayHold(child.key())) {
                read(child.file(), child.key());
            }
        }
    }

    /// A file or a folder.
    ///
    /// @param key of the object; of a folder, what the keys in it begin with
    private record Child(Path file, String key, boolean isFolder) {}

    /// A key that is not in a folder sorts as the folder's own name with a slash does: before all keys in it, or after.
    private static List<Child> children(Path folder, String path) {
        List<Child> children = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                KeyFileNames.decode(file.getFileName().toString())
                        .map(part ->
                                new Child(file, path + part.text() + (part.isFolder() ? "/" : ""), part.isFolder()))
                        .ifPresent(children::add);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of(); // nothing is there, or no longer
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        children.sort(Comparator.comparing(Child::key, BYTES));
        return children;
    }

    private boolean mayHold(String path) {
        boolean isInPrefix = path.startsWith(prefix) || prefix.startsWith(path);
        boolean isAhead = BYTES.compare(path, after) > 0 || after.startsWith(path);
        return isInPrefix && isAhead && !isInLastCommonPrefix(path);
    }

    private boolean isInLastCommonPrefix(String path) {
        return !entries.isEmpty()
                && entries.getLast().isCommonPrefix()
                && path.startsWith(entries.getLast().name());
    }

    private void add(String key) {
        if (!key.startsWith(prefix) || isInLastCommonPrefix(key)) {
            return;
        }
        int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        Entry entry = end < 0 ? new Entry(key, false) : new Entry(key.substring(0, end + delimiter.length()), true);
        if (BYTES.compare(entry.name(), after) <= 0) {
            return;
        }
        if (entries.size() == limit) {
            isTruncated = true;
        } else {
            entries.add(entry);
        }
    }
}
