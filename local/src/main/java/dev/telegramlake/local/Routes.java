package dev.telegramlake.local;

import java.net.URI;

/// The way from one part of the pipeline to a service: [#DIRECT], unless something stands between them.
@FunctionalInterface
public interface Routes {
    Routes DIRECT = (service, address) -> address;

    /// Where a part finds a service.
    ///
    /// @param service `s3`, `firehose` or `athena`
    /// @param address where the service listens
    URI to(String service, URI address);
}
