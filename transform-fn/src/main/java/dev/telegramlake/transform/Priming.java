package dev.telegramlake.transform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/// Flattens an update before Lambda takes the
/// [snapshot](https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html) that instances start
/// from, so that the classes are loaded then.
final class Priming implements Resource {
    private static final String UPDATE = """
            {"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":-1,"type":"group","title":"A"},
            "from":{"id":1,"is_bot":false,"first_name":"A"},"text":"/b #c",
            "entities":[{"type":"bot_command","offset":0,"length":2},{"type":"hashtag","offset":3,"length":2}]}}""";

    private final UpdateFlattener flattener;

    Priming(UpdateFlattener flattener) {
        this.flattener = flattener;
    }

    /// The caller must keep a reference: Lambda's is weak.
    Priming register() {
        Core.getGlobalContext().register(this);
        return this;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws BadRecordException, IOException {
        flattener.flatten(UPDATE.getBytes(StandardCharsets.UTF_8), 1);
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // nothing is kept that could be out of date
    }
}
