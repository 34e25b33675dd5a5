package dev.telegramlake.local.botapi;

import dev.telegramlake.local.disk.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps updates that the webhook does not take and never will: one a line, as Telegram wrote them.
public final class RejectedUpdates {
    private final Path file;

    RejectedUpdates(Path data) {
        file = data.resolve("poll-rejected.ndjson");
    }

    Path file() {
        return file;
    }

    /// Returns when the update is on disk.
    void keep(ReceivedUpdate update) throws IOException {
        // In JSON a line break stands between tokens only, where a space means the same.
        String line = update.json().replace('\n', ' ').replace('\r', ' ') + '\n';
        try (FileChannel out = OwnerOnly.open(file, StandardOpenOption.APPEND)) {
            ByteBuffer rest = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
    }
}
