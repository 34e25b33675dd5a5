package dev.telegramlake.local;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/// Settings of a pipeline for tests: free ports, a buffer of a second, all groups, days in UTC.
public final class TestSettings {
    private TestSettings() {}

    /// With a secret that it makes itself.
    public static PipelineSettings of(Path data) {
        return of(data, Optional.empty());
    }

    public static PipelineSettings of(Path data, String secret) {
        return of(data, Optional.of(secret));
    }

    private static PipelineSettings of(Path data, Optional<String> secret) {
        return new PipelineSettings(
                data,
                "127.0.0.1",
                0,
                0,
                0,
                Duration.ofSeconds(1),
                secret,
                Optional.empty(),
                Set.of(),
                ZoneOffset.UTC,
                EnginePlace.THIS_PROCESS);
    }
}
