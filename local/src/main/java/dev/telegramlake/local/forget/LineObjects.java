package dev.telegramlake.local.forget;

import dev.telegramlake.local.change.TemporaryFolder;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects of text lines, rewritten in their places where a line changes.
final class LineObjects {
    private final S3Client s3;
    private final String bucket;

    LineObjects(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /// What is to become of a line.
    @FunctionalInterface
    interface LineJudge {
        Scrubber.Verdict judge(String line) throws IOException;
    }

    /// What was found.
    record Found(long replaced, long removed) {
        static final Found NOTHING = new Found(0, 0);

        Found plus(Found other) {
            return new Found(replaced + other.replaced, removed + other.removed);
        }
    }

    /// Looks through all objects under a prefix.
    ///
    /// @param dryRun to change nothing
    Found rewrite(String prefix, LineJudge judge, boolean dryRun) throws IOException {
        Found found = Found.NOTHING;
        for (S3Object object : s3.listObjectsV2Paginator(
                        list -> list.bucket(bucket).prefix(prefix))
                .contents()) {
            found = found.plus(rewriteObject(object.key(), judge, dryRun));
        }
        return found;
    }

    /// Takes a line of an object.
    @FunctionalInterface
    interface LineReader {
        void read(String key, String line) throws IOException;
    }

    /// Gives all lines under a prefix to a reader.
    void each(String prefix, LineReader reader) throws IOException {
        for (S3Object object : s3.listObjectsV2Paginator(
                        list -> list.bucket(bucket).prefix(prefix))
                .contents()) {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(
                    s3.getObject(get -> get.bucket(bucket).key(object.key())), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    reader.read(object.key(), line);
                }
            }
        }
    }

    private Found rewriteObject(String key, LineJudge judge, boolean dryRun) throws IOException {
        long replaced = 0;
        long removed = 0;
        try (TemporaryFolder folder = new TemporaryFolder("forget")) {
            Path target = folder.path().resolve("object");
            try (BufferedReader in = new BufferedReader(new InputStreamReader(
                            s3.getObject(get -> get.bucket(bucket).key(key)), StandardCharsets.UTF_8));
                    BufferedWriter out = Files.newBufferedWriter(target)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    switch (judge.judge(line)) {
                        case Scrubber.Keep keep -> out.write(line + "\n");
                        case Scrubber.Remove remove -> removed++;
                        case Scrubber.Replace replace -> {
                            out.write(replace.update() + "\n");
                            replaced++;
                        }
                    }
                }
            }
            if (replaced + removed > 0 && !dryRun) {
                put(key, target);
            }
        }
        return new Found(replaced, removed);
    }

    private void put(String key, Path file) throws IOException {
        if (Files.size(file) == 0) {
            s3.deleteObject(delete -> delete.bucket(bucket).key(key));
        } else {
            s3.putObject(put -> put.bucket(bucket).key(key), file);
        }
    }
}
