package dev.telegramlake.local.athena;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Folders of a bucket in which tables have their files. A result or an unloaded file among them would be read as
/// rows, or make each query fail.
///
/// A location counts as what it could be read as: with percent signs decoded or not, without empty parts and dots, in
/// any case of letters.
///
/// @param prefixes   of keys, in lower case, each with a slash at its end
/// @param unloadable folders under a prefix that UNLOAD may fill all the same, with a slash at the end
public record ReservedFolders(String bucket, List<String> prefixes, Pattern unloadable) {
    /// Nothing is reserved.
    public static final ReservedFolders NONE = new ReservedFolders("", List.of(), Pattern.compile("(?!)"));

    public ReservedFolders {
        prefixes = List.copyOf(prefixes);
    }

    /// @param folder an S3 URI
    boolean hold(URI folder) {
        return bucket.equals(folder.getHost()) && readings(folder).anyMatch(this::isReserved);
    }

    /// @param folder an S3 URI
    boolean mayUnloadTo(URI folder) {
        return !hold(folder)
                || unloadable.matcher(folder.getRawPath().substring(1)).matches();
    }

    private boolean isReserved(String key) {
        return prefixes.stream().anyMatch(key.toLowerCase(Locale.ROOT)::startsWith);
    }

    private static Stream<String> readings(URI folder) {
        String raw = folder.getRawPath();
        String once = decoded(raw);
        return Stream.of(raw, once, decoded(once)).map(ReservedFolders::normalised);
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return path;
        }
    }

    private static String normalised(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.replace('\\', '/').split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts) + "/";
    }
}
