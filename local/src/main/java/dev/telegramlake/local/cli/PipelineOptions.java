package dev.telegramlake.local.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Where a pipeline is: the same options, with the same defaults, for the command that starts it and for those that
/// find it.
final class PipelineOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Folder for everything the pipeline keeps (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    Path data;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port of the page and the webhook (default: ${DEFAULT-VALUE})")
    int port;

    @Option(
            names = "--aws-port",
            paramLabel = "PORT",
            defaultValue = "4566",
            description = "Port of the Firehose and Athena API (default: ${DEFAULT-VALUE})")
    int awsPort;

    @Option(
            names = "--s3-port",
            paramLabel = "PORT",
            defaultValue = "9000",
            description = "Port of the S3 server (default: ${DEFAULT-VALUE})")
    int s3Port;
}
