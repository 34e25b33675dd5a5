package dev.telegramlake.local.trino;

import com.google.inject.util.Modules;
import io.trino.metastore.HiveMetastore;
import io.trino.plugin.hive.HiveConnectorFactory;
import io.trino.spi.Plugin;
import io.trino.spi.connector.Connector;
import io.trino.spi.connector.ConnectorContext;
import io.trino.spi.connector.ConnectorFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Trino's Hive connector on a metastore object that others hold too.
final class LakePlugin implements Plugin {
    static final String CONNECTOR = "lake";

    private final HiveMetastore metastore;

    LakePlugin(HiveMetastore metastore) {
        this.metastore = metastore;
    }

    @Override
    public Iterable<ConnectorFactory> getConnectorFactories() {
        return List.of(new ConnectorFactory() {
            @Override
            public String getName() {
                return CONNECTOR;
            }

            @Override
            public Connector create(String catalogName, Map<String, String> config, ConnectorContext context) {
                return HiveConnectorFactory.createConnector(
                        catalogName,
                        config,
                        context,
                        () -> Modules.EMPTY_MODULE,
                        Optional.of(metastore),
                        true,
                        Optional.empty());
            }
        });
    }
}
