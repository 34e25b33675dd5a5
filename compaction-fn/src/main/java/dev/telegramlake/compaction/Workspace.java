package dev.telegramlake.compaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Folders for one day's files on their way. They are gone when it is closed.
final class Workspace implements AutoCloseable {
    private static final String PREFIX = "compaction-";
    private static final Path PARENT = Path.of(System.getProperty("java.io.tmpdir"));

    private final Path folder;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /// Makes the folders. Removes what processes left that are gone: a function that was stopped in the middle
    /// finds its [/tmp as it was](https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html) the
    /// next time.
    static Workspace create() {
        try {
            removeLeftovers();
            Workspace workspace = new Workspace(Files.createTempDirectory(PARENT, owner(ProcessHandle.current())));
            Files.createDirectory(workspace.in());
            Files.createDirectory(workspace.before());
            Files.createDirectory(workspace.removed());
            return workspace;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /// What the names of a process's folders begin with. Ids of processes come again, with another start.
    private static String owner(ProcessHandle process) {
        return "%s%d-%d-"
                .formatted(
                        PREFIX,
                        process.pid(),
                        process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli());
    }

    private static void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PARENT, PREFIX + "*-*-*")) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                boolean owned = ProcessHandle.allProcesses().anyMatch(process -> name.startsWith(owner(process)));
                if (!owned) {
                    remove(folder);
                }
            }
        }
    }

    /// Bytes that can be written where workspaces are.
    static long freeBytes() {
        try {
            return Files.getFileStore(PARENT).getUsableSpace();
        } catch (IOException unknown) {
            throw new UncheckedIOException(unknown);
        }
    }

    /// Files whose rows go into the run.
    Path in() {
        return folder.resolve("in");
    }

    /// Files with the rows of the day before.
    Path before() {
        return folder.resolve("before");
    }

    /// Files with the updates that a change takes out.
    Path removed() {
        return folder.resolve("removed");
    }

    /// Files of the new run; DuckDB makes the folder.
    Path out() {
        return folder.resolve("out");
    }

    Path spill() {
        return folder.resolve("spill");
    }

    /// The new run's files in their order.
    List<Path> parts() {
        try (Stream<Path> parts = Files.list(out())) {
            return parts.sorted(Comparator.comparingInt(Workspace::number)).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int number(Path part) {
        return Integer.parseInt(part.getFileName().toString().replaceAll("[^0-9]", ""));
    }

    static void remove(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    @Override
    public void close() {
        remove(folder);
    }
}
