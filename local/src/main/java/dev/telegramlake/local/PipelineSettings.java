package dev.telegramlake.local;

import static java.util.Objects.requireNonNull;

import dev.telegramlake.local.wire.LocalCredentials;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// How to run the pipeline.
///
/// @param port         of the page and the webhook; 0 for any free port, as for the other two
/// @param awsPort      of the Firehose and Athena API
/// @param secret       what Telegram must send; empty: made once and kept in the data folder
/// @param credentials  for the S3, Firehose and Athena APIs; empty: made once and kept in the data folder
/// @param allowedChats empty allows all groups
/// @param zone         in which a day of the table begins
public record PipelineSettings(
        Path data,
        String host,
        int port,
        int awsPort,
        int s3Port,
        Duration buffer,
        Optional<String> secret,
        Optional<LocalCredentials> credentials,
        Set<Long> allowedChats,
        ZoneId zone,
        EnginePlace engine) {
    public PipelineSettings {
        requireNonNull(data, "data is null");
        requireNonNull(host, "host is null");
        requireNonNull(buffer, "buffer is null");
        requireNonNull(secret, "secret is null");
        requireNonNull(credentials, "credentials is null");
        requireNonNull(zone, "zone is null");
        requireNonNull(engine, "engine is null");
        allowedChats = Set.copyOf(allowedChats);
    }
}
