package dev.telegramlake.cdk;

import java.util.Set;

/// The functions: where each comes from, what Lambda calls, and the environment variables that it reads.
enum FunctionSpec {
    WEBHOOK(
            "webhook-fn",
            "dev.telegramlake.webhook.WebhookHandler",
            Set.of(Variables.DELIVERY_STREAM, Variables.WEBHOOK_SECRET_ARN, Variables.ALLOWED_CHATS)),
    TRANSFORM("transform-fn", "dev.telegramlake.transform.TransformHandler", Set.of()),
    COMPACTION(
            "compaction-fn",
            "dev.telegramlake.compaction.CompactionHandler",
            Set.of(
                    Variables.BUCKET,
                    Variables.DATABASE,
                    Variables.TABLE,
                    Variables.WORKGROUP,
                    Variables.TIME_ZONE,
                    Variables.LOOKBACK_DAYS,
                    Variables.GRACE_HOURS,
                    Variables.UNLOAD_OVER_BYTES,
                    Variables.JVM_OPTIONS));

    /// Environment variables of the functions.
    static final class Variables {
        static final String DELIVERY_STREAM = "DELIVERY_STREAM";
        static final String WEBHOOK_SECRET_ARN = "WEBHOOK_SECRET_ARN";
        static final String ALLOWED_CHATS = "ALLOWED_CHATS";
        static final String BUCKET = "BUCKET";
        static final String DATABASE = "DATABASE";
        static final String TABLE = "TABLE";
        static final String WORKGROUP = "WORKGROUP";
        static final String TIME_ZONE = "TIME_ZONE";
        static final String LOOKBACK_DAYS = "LOOKBACK_DAYS";
        static final String GRACE_HOURS = "GRACE_HOURS";
        static final String UNLOAD_OVER_BYTES = "UNLOAD_OVER_BYTES";

        /// Read by the JVM itself.
        static final String JVM_OPTIONS = "JAVA_TOOL_OPTIONS";

        private Variables() {}
    }

    private final String module;
    private final String handler;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<String> variables;

    FunctionSpec(String module, String handler, Set<String> variables) {
        this.module = module;
        this.handler = handler;
        this.variables = variables;
    }

    /// Folder of the module, and the beginning of the zip's name.
    String module() {
        return module;
    }

    /// The class that Lambda calls.
    String handler() {
        return handler;
    }

    /// All of them must be set, and no other.
    Set<String> variables() {
        return variables;
    }
}
