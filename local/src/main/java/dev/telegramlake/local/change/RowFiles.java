package dev.telegramlake.local.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;

/// Files of the table on the disk.
///
/// @param paths in the order of their keys
public record RowFiles(List<Path> paths) {
    private static final int AT_ONCE = 16;

    public RowFiles {
        paths = List.copyOf(paths);
    }

    /// Fetches objects, several at once.
    ///
    /// @param folder made here; must not be there
    public static RowFiles fetch(S3Client s3, String bucket, List<String> keys, Path folder)
            throws IOException, InterruptedException {
        Files.createDirectory(folder);
        List<Path> paths = new ArrayList<>();
        List<Future<?>> transfers = new ArrayList<>();
        Semaphore free = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String key : keys) {
                Path path = folder.resolve("%06d.parquet".formatted(paths.size()));
                paths.add(path);
                free.acquire();
                transfers.add(threads.submit(() -> {
                    try {
                        s3.getObject(get -> get.bucket(bucket).key(key), path);
                    } finally {
                        free.release();
                    }
                }));
            }
        }
        for (Future<?> transfer : transfers) {
            try {
                transfer.get();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IOException(failed.getCause());
            }
        }
        return new RowFiles(paths);
    }

    /// The files as a table of DuckDB, with columns that they lack as nulls.
    ///
    /// @param shape a file that has all columns
    public String sql(Path shape) {
        List<Path> all = new ArrayList<>(paths);
        all.add(shape);
        return all.stream()
                .map(path -> "'" + path.toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "read_parquet([", "], union_by_name = true)"));
    }
}
