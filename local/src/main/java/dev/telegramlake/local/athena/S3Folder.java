package dev.telegramlake.local.athena;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where results and unloaded files go.
final class S3Folder {
    private static final Pattern LOCATION = Pattern.compile("s3://[a-z0-9.-]+(/[^?#\\s]*)?");

    private S3Folder() {}

    /// The URI of a folder, with a bucket and a slash at its end; empty where the text is none.
    static Optional<URI> of(String location) {
        if (!LOCATION.matcher(location).matches()) {
            return Optional.empty();
        }
        try {
            URI folder = new URI(location.endsWith("/") ? location : location + "/");
            return Optional.ofNullable(folder.getHost()).map(bucket -> folder);
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }
}
