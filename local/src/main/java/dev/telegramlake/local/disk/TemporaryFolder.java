package dev.telegramlake.local.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder that only its owner may read, and that is gone when it is closed.
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    public TemporaryFolder(String name) throws IOException {
        path = Files.createTempDirectory("telegram-lake-" + name);
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(path)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
