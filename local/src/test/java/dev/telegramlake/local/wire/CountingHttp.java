package dev.telegramlake.local.wire;

import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/// A network on which each request is counted, repeated ones too.
public final class CountingHttp implements SdkHttpClient {
    private final SdkHttpClient network = Apache5HttpClient.create();
    private final SortedMap<String, Integer> requests = new ConcurrentSkipListMap<>();

    /// Requests by operation: S3's by the words that its price list has, those of the JSON services by their names.
    public SortedMap<String, Integer> requests() {
        return requests;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        requests.merge(operation(request.httpRequest()), 1, Integer::sum);
        return network.prepareRequest(request);
    }

    private static String operation(SdkHttpRequest request) {
        String method = request.method().name();
        return request.firstMatchingHeader("X-Amz-Target")
                .map(target -> target.substring(target.indexOf('.') + 1))
                .orElseGet(() -> {
                    if (request.rawQueryParameters().containsKey("list-type")) {
                        return "LIST";
                    }
                    return request.rawQueryParameters().containsKey("delete") ? "DELETE" : method;
                });
    }

    @Override
    public void close() {
        network.close();
    }
}
