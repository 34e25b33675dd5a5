package dev.telegramlake.local.s3;

import dev.telegramlake.local.disk.OwnerOnly;
import dev.telegramlake.local.wire.LocalClients;
import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.local.wire.OwnHost;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.services.s3.S3Client;

/// An S3 server in the process whose objects are plain files, with the bucket [Lake#BUCKET] in it.
///
/// Requests must be signed with the pipeline's [LocalCredentials]; buckets are named in the path.
public final class ObjectStore implements AutoCloseable {
    private final S3Proxy server;
    private final URI endpoint;
    private final LocalCredentials credentials;

    private ObjectStore(S3Proxy server, URI endpoint, LocalCredentials credentials) {
        this.server = server;
        this.endpoint = endpoint;
        this.credentials = credentials;
    }

    /// Starts the server.
    ///
    /// @param directory   holds a folder for each bucket; made when it is missing
    /// @param port        0 for any free port
    /// @param credentials that requests must be signed with
    /// @throws IOException when the port cannot be had or the directory cannot be written
    public static ObjectStore start(Path directory, String host, int port, LocalCredentials credentials)
            throws IOException {
        ObjectFiles objects = ObjectFiles.open(directory);
        OwnerOnly.closedFolder(directory.resolve(Lake.BUCKET));
        S3Proxy server = S3Proxy.builder()
                .blobStore(new PrivateObjects(objects))
                .endpoint(URI.create("http://%s:%d".formatted(host, port)))
                .awsAuthentication(
                        AuthenticationType.AWS_V2_OR_V4, credentials.accessKeyId(), credentials.secretAccessKey())
                .ignoreUnknownHeaders(true) // Trino sends one that S3Proxy does not know
                .build();
        RequestGuard.before(server, new OwnHost(host));
        try {
            server.start();
        } catch (Exception failure) {
            throw new IOException("The S3 server did not start on port " + port, failure);
        }
        return new ObjectStore(server, URI.create("http://%s:%d".formatted(host, server.getPort())), credentials);
    }

    public URI endpoint() {
        return endpoint;
    }

    /// A client of this server; the caller closes it.
    public S3Client client() {
        return client(endpoint, credentials);
    }

    /// A client of such a server; the caller closes it.
    public static S3Client client(URI endpoint, LocalCredentials credentials) {
        return LocalClients.at(endpoint, credentials, S3Client.builder())
                .forcePathStyle(true)
                .build();
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IOException("The S3 server did not stop", failure);
        }
    }
}
