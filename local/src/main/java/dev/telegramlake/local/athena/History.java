package dev.telegramlake.local.athena;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The statements of this run, the last [#MOST] of them.
final class History {
    static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    private final Map<String, Execution> byToken = new LinkedHashMap<>();
    private final Map<String, Execution> byId = new LinkedHashMap<>();

    /// Adds an execution, unless its token is known: then the earlier one is returned.
    synchronized Execution add(String token, Execution execution) {
        Execution known = byToken.putIfAbsent(token, execution);
        if (known != null) {
            return known;
        }
        byId.put(execution.id(), execution);
        if (byId.size() > MOST) {
            forgetOldest();
        }
        return execution;
    }

    private void forgetOldest() {
        Iterator<Execution> oldest = byId.values().iterator();
        Execution forgotten = oldest.next();
        oldest.remove();
        byToken.values().remove(forgotten);
        forgotten.result().ifPresent(result -> {
            try {
                result.delete();
            } catch (IOException left) {
                LOG.warn("A temporary file could not be removed", left);
            }
        });
    }

    synchronized Optional<Execution> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized List<Execution> newestFirst(int most) {
        List<Execution> executions = new ArrayList<>(byId.values());
        Collections.reverse(executions);
        return executions.subList(0, Math.min(most, executions.size()));
    }
}
