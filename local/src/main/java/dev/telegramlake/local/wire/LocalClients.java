package dev.telegramlake.local.wire;

import java.net.URI;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/// Clients of the stand-ins.
public final class LocalClients {
    private LocalClients() {}

    /// Sets a client up for an address on this machine, with the credentials that are taken there.
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B at(URI address, B builder) {
        return builder.endpointOverride(address)
                .region(Region.of(LocalCredentials.REGION))
                .credentialsProvider(LocalCredentials.provider())
                .httpClientBuilder(Apache5HttpClient.builder());
    }
}
