package dev.telegramlake.local.firehose.journal;

import java.nio.file.Path;
import java.util.Locale;

/// A segment file, or the part of it that is safely on disk.
///
/// @param end                 where the last whole entry ends, in bytes from the start of the file
/// @param records             readable records
/// @param dataBytes           their data, without what the journal adds
/// @param oldestArrivalMillis arrival of the oldest record; meaningless where there is none
/// @param damaged             places whose checksum was wrong when the file was found
public record Segment(
        Path file, long number, long end, long records, long dataBytes, long oldestArrivalMillis, int damaged) {
    private static final String PREFIX = "segment-";
    private static final String SUFFIX = ".journal";

    static Path file(Path directory, long number) {
        return directory.resolve(String.format(Locale.ROOT, "%s%016x%s", PREFIX, number, SUFFIX));
    }

    static boolean isSegment(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name, PREFIX.length(), name.length() - SUFFIX.length(), 16);
    }
}
