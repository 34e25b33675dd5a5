package dev.telegramlake.local.engine;

import static java.util.Objects.requireNonNull;

import dev.telegramlake.local.wire.LocalCredentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;

/// How to run the query engine.
///
/// @param catalog where databases, tables, partitions and views are kept
/// @param s3      endpoint of the S3 server
/// @param zone    in which days begin where a question names none
/// @param logs    folder of its log
public record EngineSettings(Path catalog, URI s3, LocalCredentials credentials, ZoneId zone, Path logs) {
    public EngineSettings {
        requireNonNull(catalog, "catalog is null");
        requireNonNull(s3, "s3 is null");
        requireNonNull(credentials, "credentials is null");
        requireNonNull(zone, "zone is null");
        requireNonNull(logs, "logs is null");
    }
}
