package dev.telegramlake.local.change;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects of text lines, read one line after the other.
public record ObjectLines(S3Client s3, String bucket) {
    /// Takes a line.
    @FunctionalInterface
    public interface LineReader {
        void read(String line) throws IOException, InterruptedException;
    }

    /// The objects under a prefix, in the order of their keys.
    public SdkIterable<S3Object> objects(String prefix) {
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                .contents();
    }

    /// Gives the lines of an object to a reader.
    public void read(String key, LineReader reader) throws IOException, InterruptedException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(s3.getObject(get -> get.bucket(bucket).key(key)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.read(line);
            }
        }
    }
}
