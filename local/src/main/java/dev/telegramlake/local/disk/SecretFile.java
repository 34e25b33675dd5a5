package dev.telegramlake.local.disk;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;

/// A secret in a file of its own in the data folder, which only the user who made it can read. It is there as a whole
/// or not at all, whenever the process or the machine stops.
public final class SecretFile {
    private final Path file;

    public SecretFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /// The text of the file without white space around it; empty when there is none. A file that others could read is
    /// closed to them.
    ///
    /// @throws UntrustedPathException when the file is or its folder is a link or another user's
    public Optional<String> read() throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        OwnerOnly.folder(folder());
        OwnerOnly.closedFile(file);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readAllBytes();
        }
        return Optional.of(new String(bytes, StandardCharsets.UTF_8).strip()).filter(text -> !text.isEmpty());
    }

    /// As [#read()], and makes the file when it is missing or empty. Two processes must not do so at one time.
    ///
    /// @throws UntrustedPathException when the file or its folder is a link or another user's
    public String readOrMake(Supplier<String> secret) throws IOException {
        Optional<String> kept = read();
        if (kept.isPresent()) {
            return kept.get();
        }
        write(secret.get());
        return read().orElseThrow();
    }

    private Path folder() {
        return requireNonNull(file.toAbsolutePath().getParent());
    }

    /// Writes the file: readers see all of it, or what was there before.
    ///
    /// @throws UntrustedPathException when its folder is a link or another user's
    public void write(String secret) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        OwnerOnly.folder(folder());
        Files.deleteIfExists(next); // what a crash has left
        try (FileChannel out = OwnerOnly.open(next, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.UTF_8));
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
