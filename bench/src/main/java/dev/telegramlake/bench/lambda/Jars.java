package dev.telegramlake.bench.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The jars that a function consists of.
public final class Jars {
    private Jars() {}

    /// Of a folder, by name.
    public static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /// Of a function's zip, unpacked into a folder as Lambda does.
    public static List<Path> unpack(Path zip, Path folder) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        try (InputStream bytes = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(bytes)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (!entry.isDirectory()) {
                    Files.copy(entries, lib.resolve(Path.of(entry.getName()).getFileName()));
                }
            }
        }
        return in(lib);
    }
}
