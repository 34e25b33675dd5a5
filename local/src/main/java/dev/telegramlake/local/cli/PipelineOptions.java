package dev.telegramlake.local.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
            converter = Port.class,
            description = "Port of the page and the webhook (default: ${DEFAULT-VALUE})")
    int port;

    @Option(
            names = "--aws-port",
            paramLabel = "PORT",
            defaultValue = "4566",
            converter = Port.class,
            description = "Port of the Firehose and Athena API (default: ${DEFAULT-VALUE})")
    int awsPort;

    @Option(
            names = "--s3-port",
            paramLabel = "PORT",
            defaultValue = "9000",
            converter = Port.class,
            description = "Port of the S3 server (default: ${DEFAULT-VALUE})")
    int s3Port;

    /// A TCP port, or 0 for any free one.
    private static final class Port implements ITypeConverter<Integer> {
        private static final int LAST = 65_535;

        @Override
        public Integer convert(String value) {
            if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= LAST) {
                return Integer.valueOf(value);
            }
            throw new TypeConversionException("'%s' is not a port, 0 to %d".formatted(value, LAST));
        }
    }
}
