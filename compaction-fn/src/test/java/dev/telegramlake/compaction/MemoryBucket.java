package dev.telegramlake.compaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A bucket that can be listed and read, for what decides by what is in it. The tests of `local` ask a real server.
final class MemoryBucket implements S3Client {
    /// So few that a listing has pages.
    private static final int KEYS_OF_A_PAGE = 2;

    private final NavigableMap<String, byte[]> objects = new TreeMap<>();

    MemoryBucket put(String key) {
        return put(key, key.getBytes(UTF_8));
    }

    MemoryBucket put(String key, byte[] body) {
        objects.put(key, body);
        return this;
    }

    MemoryBucket commit(Manifest manifest) {
        return put(new DayFolders(manifest.day()).manifest(manifest.generation()), Json.bytes(manifest));
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        List<S3Object> contents = new ArrayList<>();
        Set<String> folders = new LinkedHashSet<>();
        String token = request.continuationToken();
        Iterator<String> keys =
                objects.tailMap(token == null ? request.prefix() : token, token == null).keySet().stream()
                        .filter(key -> key.startsWith(request.prefix()))
                        .iterator();
        String last = "";
        for (int listed = 0; listed < KEYS_OF_A_PAGE && keys.hasNext(); listed++) {
            last = keys.next();
            int slash = request.delimiter() == null
                    ? -1
                    : last.indexOf(request.delimiter(), request.prefix().length());
            if (slash < 0) {
                contents.add(object(last));
            } else {
                folders.add(last.substring(0, slash + 1));
            }
        }
        return ListObjectsV2Response.builder()
                .contents(contents)
                .commonPrefixes(folders.stream()
                        .map(folder -> CommonPrefix.builder().prefix(folder).build())
                        .toList())
                .isTruncated(keys.hasNext())
                .nextContinuationToken(last)
                .build();
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        try {
            return transformer.transform(
                    GetObjectResponse.builder().build(),
                    AbortableInputStream.create(new ByteArrayInputStream(body(request.key()))));
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private S3Object object(String key) {
        return S3Object.builder()
                .key(key)
                .size((long) body(key).length)
                .eTag("\"etag of " + key + "\"")
                .lastModified(Days.NOW)
                .build();
    }

    private byte[] body(String key) {
        return requireNonNull(objects.get(key), () -> "there is no object " + key);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
