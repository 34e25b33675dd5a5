package dev.telegramlake.local.s3;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Keys that a file system would take for something else, through a real client and the real server: each is an object
/// like any other, and nothing beside the bucket's folder is touched.
final class ObjectKeysTest {
    @TempDir
    static Path folder;

    private static ObjectStore store;
    private static S3Client s3;
    private static Map<Path, String> outside;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(folder.resolve("data/s3"));
        Files.writeString(folder.resolve("data/secret"), "secret");
        Files.writeString(folder.resolve("outside"), "not an object");
        Files.createDirectories(folder.resolve("data/s3/neighbour"));
        Files.writeString(folder.resolve("data/s3/neighbour/a%"), "of another bucket");
        store = ObjectStore.start(folder.resolve("data/s3"), "127.0.0.1", 0, LocalCredentials.random());
        s3 = store.client();
        outside = outside();
    }

    @AfterAll
    static void stop() throws IOException {
        s3.close();
        store.close();
    }

    @AfterEach
    void nothingBesideTheBucketHasChanged() throws IOException {
        assertThat(outside()).isEqualTo(outside);
        List<String> keys = keys("");
        for (String key : keys) {
            s3.deleteObject(delete -> delete.bucket(Lake.BUCKET).key(key));
        }
        try (Stream<Path> left = Files.walk(bucket())) {
            assertThat(left).containsExactly(bucket());
        }
    }

    static List<String> keys() {
        String abroad = folder == null ? "/tmp" : folder.toString();
        return List.of(
                "/abs",
                abroad + "/outside",
                abroad + "/new/file.txt",
                "//abs",
                "..",
                ".",
                "../outside",
                "../neighbour/a%",
                "../.incoming/x",
                "./x",
                "a/./b",
                "a//b",
                "a/",
                "/",
                "//",
                "%2F",
                "%2e%2e%2foutside",
                "..%2f..%2foutside",
                "..\\outside",
                "a b+c&d=e;f,g@h$i!j~k'l(m)*n",
                "it's;'--\"<tag>|`$(touch x)",
                "line\nfeed\r\ttab",
                ".incoming/x",
                ".hidden",
                ".mpus-0f8fad5b-d9cb-469f-a165-70867728950e-a-1",
                ".s3proxy-slash",
                ".s3proxy-versions/x",
                "con",
                "C:\\x",
                "ção/日本/😀.txt",
                "é".repeat(40),
                "0123456789abcde/".repeat(64));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void anyKeyIsAnObjectLikeAnyOther(String key) throws IOException {
        put(key, "first");
        put(key, "second");

        try (ResponseInputStream<GetObjectResponse> object =
                s3.getObject(get -> get.bucket(Lake.BUCKET).key(key))) {
            assertThat(object.readAllBytes()).asString().isEqualTo("second");
            assertThat(object.response().metadata()).containsEntry("of", "test");
        }
        assertThat(s3.headObject(head -> head.bucket(Lake.BUCKET).key(key)).contentLength())
                .isEqualTo(6);
        assertThat(keys("")).containsExactly(key);
        assertThat(keys(key)).containsExactly(key);
        String half = key.substring(0, key.offsetByCodePoints(0, key.codePointCount(0, key.length()) / 2));
        assertThat(keys(half)).containsExactly(key);

        s3.copyObject(copy -> copy.sourceBucket(Lake.BUCKET)
                .sourceKey(key)
                .destinationBucket(Lake.BUCKET)
                .destinationKey("copy.txt"));
        assertThat(text("copy.txt")).isEqualTo("second");
        s3.copyObject(copy -> copy.sourceBucket(Lake.BUCKET)
                .sourceKey("copy.txt")
                .destinationBucket(Lake.BUCKET)
                .destinationKey(key)
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(Map.of("of", "copy")));
        assertThat(s3.headObject(head -> head.bucket(Lake.BUCKET).key(key)).metadata())
                .containsEntry("of", "copy");

        multipart(key, "third");
        assertThat(text(key)).isEqualTo("third");

        s3.deleteObject(delete -> delete.bucket(Lake.BUCKET).key("copy.txt"));
        s3.deleteObjects(delete -> delete.bucket(Lake.BUCKET)
                .delete(list -> list.objects(ObjectIdentifier.builder().key(key).build())));
        assertThat(keys("")).isEmpty();
    }

    @Test
    void allOfThemLieSideBySideInTheOrderOfTheirBytes() {
        keys().forEach(key -> put(key, key));
        put("a", "a");
        put("a/b", "a/b");
        put("a/b/c", "a/b/c");

        assertThat(keys(""))
                .containsAll(keys())
                .hasSize(keys().size() + 3)
                .isSortedAccordingTo((a, b) ->
                        Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)))
                .allSatisfy(key -> assertThat(text(key)).isEqualTo(key));
        assertThat(s3.listObjectsV2(
                                list -> list.bucket(Lake.BUCKET).prefix("a/").delimiter("/"))
                        .commonPrefixes())
                .extracting(common -> common.prefix())
                .containsExactly("a/./", "a//", "a/b/");
    }

    @Test
    void aKeyIsBesideAFolderOfItsName() {
        put("a", "object");
        put("a/b", "object in folder");
        s3.deleteObject(delete -> delete.bucket(Lake.BUCKET).key("a"));

        assertThat(keys("")).containsExactly("a/b");
        put("a", "again");
        s3.deleteObject(delete -> delete.bucket(Lake.BUCKET).key("a/b"));
        assertThat(keys("")).containsExactly("a");
    }

    /// The server reads the address of a request as all do, in which these are before the first folder.
    @ParameterizedTest
    @ValueSource(strings = {"../../outside", "a/../../../outside"})
    void aKeyThatLeavesTheAddressIsRefused(String key) {
        assertThatThrownBy(() -> put(key, "x"))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(400));
    }

    @Test
    void aKeyThatIsTooLongIsRefusedAsOnS3() {
        for (String key : List.of("x".repeat(1025), "😀".repeat(200), "x/" + "y".repeat(300))) {
            assertThatThrownBy(() -> put(key, "x")).isInstanceOfSatisfying(S3Exception.class, refused -> {
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("KeyTooLongError");
            });
        }
    }

    @Test
    void anUploadIsSeenWhenItIsCompleteAndNotBefore() {
        String id = s3.createMultipartUpload(
                        create -> create.bucket(Lake.BUCKET).key("up/load"))
                .uploadId();
        s3.uploadPart(
                part -> part.bucket(Lake.BUCKET).key("up/load").uploadId(id).partNumber(1),
                RequestBody.fromString("part"));

        assertThat(keys("")).isEmpty();
        assertThat(s3.listMultipartUploads(list -> list.bucket(Lake.BUCKET)).uploads())
                .extracting(MultipartUpload::key)
                .containsExactly("up/load");
        assertThatThrownBy(() -> s3.uploadPart(
                        part -> part.bucket(Lake.BUCKET)
                                .key("../../outside")
                                .uploadId(id)
                                .partNumber(1),
                        RequestBody.fromString("part")))
                .isInstanceOf(S3Exception.class);

        s3.abortMultipartUpload(
                abort -> abort.bucket(Lake.BUCKET).key("up/load").uploadId(id));
        assertThat(s3.listMultipartUploads(list -> list.bucket(Lake.BUCKET)).uploads())
                .isEmpty();
        try (Stream<Path> left = Files.list(folder.resolve("data/s3/.incoming"))) {
            assertThat(left).isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingCanBeMadePublic() throws IOException {
        put("a", "private");

        assertThat(refused(() -> s3.putObject(
                        put -> put.bucket(Lake.BUCKET).key("b").acl(ObjectCannedACL.PUBLIC_READ),
                        RequestBody.fromString("x"))))
                .isEqualTo("AccessControlListNotSupported");
        assertThat(refused(() ->
                        s3.putObjectAcl(acl -> acl.bucket(Lake.BUCKET).key("a").acl(ObjectCannedACL.PUBLIC_READ))))
                .isEqualTo("AccessControlListNotSupported");
        assertThat(refused(
                        () -> s3.putBucketAcl(acl -> acl.bucket(Lake.BUCKET).acl(BucketCannedACL.PUBLIC_READ_WRITE))))
                .isEqualTo("AccessControlListNotSupported");
        Files.setPosixFilePermissions(bucket().resolve("a%"), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(s3.getObjectAcl(acl -> acl.bucket(Lake.BUCKET).key("a")).grants())
                .hasSize(1);
        assertThat(s3.getBucketAcl(acl -> acl.bucket(Lake.BUCKET)).grants()).hasSize(1);
        for (Path closed : List.of(folder.resolve("data/s3"), bucket(), folder.resolve("data/s3/.incoming"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(closed)))
                    .isEqualTo("rwx------");
        }
    }

    private static String refused(Runnable request) {
        try {
            request.run();
            return "taken";
        } catch (S3Exception e) {
            return e.awsErrorDetails().errorCode();
        }
    }

    private static void put(String key, String text) {
        s3.putObject(
                put -> put.bucket(Lake.BUCKET).key(key).metadata(Map.of("of", "test")), RequestBody.fromString(text));
    }

    private static void multipart(String key, String text) {
        String id = s3.createMultipartUpload(
                        create -> create.bucket(Lake.BUCKET).key(key))
                .uploadId();
        String tag = s3.uploadPart(
                        part -> part.bucket(Lake.BUCKET).key(key).uploadId(id).partNumber(1),
                        RequestBody.fromString(text))
                .eTag();
        s3.completeMultipartUpload(complete -> complete.bucket(Lake.BUCKET)
                .key(key)
                .uploadId(id)
                .multipartUpload(parts -> parts.parts(
                        CompletedPart.builder().partNumber(1).eTag(tag).build())));
    }

    private static String text(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(Lake.BUCKET).key(key)).asUtf8String();
    }

    private static List<String> keys(String prefix) {
        return s3
                .listObjectsV2Paginator(
                        list -> list.bucket(Lake.BUCKET).prefix(prefix).maxKeys(7))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    private static Path bucket() {
        return folder.resolve("data/s3").resolve(Lake.BUCKET);
    }

    /// All files beside the bucket, with their text.
    private static Map<Path, String> outside() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.startsWith(bucket())).collect(toMap(file -> file, file -> {
                try {
                    return Files.isDirectory(file) ? "" : Files.readString(file);
                } catch (IOException e) {
                    return "unreadable";
                }
            }));
        }
    }
}
