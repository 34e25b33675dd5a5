package dev.telegramlake.local.compaction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/// A network on which one request in three fails: refused with 500 or 503, or timed out, before the service has done
/// what was asked for or after it.
final class FaultyHttp implements SdkHttpClient {
    private final SdkHttpClient network = Apache5HttpClient.create();
    private final Random random;
    private final AtomicInteger faults = new AtomicInteger();

    FaultyHttp(long seed) {
        random = new Random(seed);
    }

    int faults() {
        return faults.get();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest real = network.prepareRequest(request);
        int dice = random.nextInt(12);
        if (dice > 3) {
            return real;
        }
        faults.incrementAndGet();
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return switch (dice) {
                    case 0 -> refusal(500);
                    case 1 -> refusal(503);
                    case 2 -> throw new SocketTimeoutException("timed out before");
                    default -> {
                        real.call();
                        throw new SocketTimeoutException("timed out after");
                    }
                };
            }

            @Override
            public void abort() {
                real.abort();
            }
        };
    }

    private static HttpExecuteResponse refusal(int status) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(status).build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(new byte[0])))
                .build();
    }

    @Override
    public void close() {
        network.close();
    }
}
