package dev.telegramlake.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class AtomicWritesTest {
    @TempDir
    Path directory;

    private ObjectStore store;
    private S3Client s3;

    @BeforeEach
    void startAfterACrash() throws IOException {
        Files.createDirectories(directory.resolve(".incoming"));
        Files.writeString(directory.resolve(".incoming").resolve("half"), "written by a process that was kil");
        store = ObjectStore.start(directory, "127.0.0.1", 0, LocalCredentials.random());
        s3 = store.client();
    }

    @AfterEach
    void stop() throws IOException {
        s3.close();
        store.close();
    }

    @Test
    @SuppressWarnings("InputStreamSlowMultibyteRead") // a megabyte
    void whileAnObjectIsWrittenThereIsNoFileOfItInTheBucket() throws IOException {
        List<Path> meanwhile = new ArrayList<>();
        byte[] body = new byte[1 << 20];
        InputStream watched = new InputStream() {
            private int position;

            @Override
            public int read() throws IOException {
                if (position % (1 << 18) == 0) {
                    meanwhile.addAll(files(directory.resolve(Lake.BUCKET)));
                }
                return position < body.length ? body[position++] : -1;
            }
        };

        s3.putObject(
                put -> put.bucket(Lake.BUCKET).key("updates/dt=2026-03-01/a.parquet"),
                RequestBody.fromInputStream(watched, body.length));

        assertThat(meanwhile).isEmpty();
        assertThat(files(directory.resolve(Lake.BUCKET)))
                .containsExactly(directory.resolve(Lake.BUCKET).resolve("updates/dt=2026-03-01/a.parquet"));
        assertThat(files(directory.resolve(".incoming")))
                .as("nothing is left, not of the crash either")
                .isEmpty();
    }

    @Test
    void anObjectThatIsThereIsNotWrittenOverWhereThatIsAskedFor() {
        put("first");

        assertThatThrownBy(() -> s3.putObject(
                        put -> put.bucket(Lake.BUCKET).key("a").ifNoneMatch("*"), RequestBody.fromString("second")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(412));
        assertThat(read()).isEqualTo("first");
        put("third");
        assertThat(read()).isEqualTo("third");
        assertThat(s3.listBuckets().buckets()).extracting(Bucket::name).containsExactly(Lake.BUCKET);
    }

    private void put(String text) {
        s3.putObject(put -> put.bucket(Lake.BUCKET).key("a"), RequestBody.fromString(text));
    }

    private String read() {
        return s3.getObjectAsBytes(get -> get.bucket(Lake.BUCKET).key("a")).asUtf8String();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
