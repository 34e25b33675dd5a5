package dev.telegramlake.local.wire;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/// Clients of the emulators.
public final class LocalClients {
    private LocalClients() {}

    /// Sets a client up for an address on this machine.
    ///
    /// @param credentials that are accepted there
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B at(
            URI address, LocalCredentials credentials, B builder) {
        return at(address, credentials.provider(), builder);
    }

    /// As [#at(URI, LocalCredentials, AwsClientBuilder)], with credentials that are looked up for each request.
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B at(
            URI address, AwsCredentialsProvider credentials, B builder) {
        return builder.endpointOverride(address)
                .region(Region.of(LocalCredentials.REGION))
                .credentialsProvider(credentials)
                .httpClientBuilder(Apache5HttpClient.builder());
    }
}
