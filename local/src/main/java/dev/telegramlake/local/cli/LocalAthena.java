package dev.telegramlake.local.cli;

import dev.telegramlake.local.wire.LocalCredentials;
import java.net.URI;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;

/// The Athena API of a pipeline that runs on this machine.
final class LocalAthena {
    private LocalAthena() {}

    static AthenaClient client(PipelineOptions options) {
        return AthenaClient.builder()
                .endpointOverride(endpoint(options))
                .region(Region.of(LocalCredentials.REGION))
                .credentialsProvider(LocalCredentials.provider())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /// What to say when nobody answers.
    static String unreachable(PipelineOptions options) {
        return "No pipeline answers at %s. Start one with ./lake up, or name its port with --aws-port."
                .formatted(endpoint(options));
    }

    private static URI endpoint(PipelineOptions options) {
        return URI.create("http://127.0.0.1:" + options.awsPort);
    }
}
