package dev.telegramlake.webhook;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/// Runs an update through the checks before Lambda takes the
/// [snapshot](https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html) that instances start
/// from, so that the classes are loaded then. Nothing is sent. The AWS SDK is warm by then: the secret was read.
final class Priming implements Resource {
    private static final String UPDATE = """
            {"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":-1,"type":"group"},
            "from":{"id":1,"is_bot":false,"first_name":"A"},"text":"b"}}""";

    private final AllowedChats allowedChats;

    Priming(AllowedChats allowedChats) {
        this.allowedChats = allowedChats;
    }

    /// The caller must keep a reference: Lambda's is weak.
    Priming register() {
        Core.getGlobalContext().register(this);
        return this;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        if (Envelope.read(UPDATE).map(allowedChats::keeps).isEmpty()) {
            throw new IllegalStateException("The sample is no update: " + UPDATE);
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // The secret is read again at the first request, if the snapshot is older than five minutes.
    }
}
