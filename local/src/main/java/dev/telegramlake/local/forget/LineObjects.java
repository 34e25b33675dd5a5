package dev.telegramlake.local.forget;

import dev.telegramlake.local.change.ObjectLines;
import dev.telegramlake.local.disk.TemporaryFolder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects of text lines, rewritten in their places where a line changes.
final class LineObjects {
    private final ObjectLines objects;

    LineObjects(ObjectLines objects) {
        this.objects = objects;
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
    Found rewrite(String prefix, LineJudge judge, boolean dryRun) throws IOException, InterruptedException {
        Found found = Found.NOTHING;
        for (S3Object object : objects.objects(prefix)) {
            found = found.plus(rewriteObject(object.key(), judge, dryRun));
        }
        return found;
    }

    private Found rewriteObject(String key, LineJudge judge, boolean dryRun) throws IOException, InterruptedException {
        long[] replaced = new long[1];
        long[] removed = new long[1];
        try (TemporaryFolder folder = new TemporaryFolder("forget")) {
            Path target = folder.path().resolve("object");
            try (BufferedWriter out = Files.newBufferedWriter(target)) {
                objects.read(key, line -> {
                    switch (judge.judge(line)) {
                        case Scrubber.Keep keep -> out.write(line + "\n");
                        case Scrubber.Remove remove -> removed[0]++;
                        case Scrubber.Replace replace -> {
                            out.write(replace.update() + "\n");
                            replaced[0]++;
                        }
                    }
                });
            }
            if (replaced[0] + removed[0] > 0 && !dryRun) {
                put(key, target);
            }
        }
        return new Found(replaced[0], removed[0]);
    }

    private void put(String key, Path file) throws IOException {
        if (Files.size(file) == 0) {
            objects.s3().deleteObject(delete -> delete.bucket(objects.bucket()).key(key));
        } else {
            objects.s3().putObject(put -> put.bucket(objects.bucket()).key(key), file);
        }
    }
}
