package dev.telegramlake.cdk;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// Log groups, all kept as long as the settings say, and gone with the stack.
final class Logs {
    private Logs() {}

    static LogGroup group(Construct scope, String id, StackSettings settings) {
        LogGroup group = LogGroup.Builder.create(scope, id)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        if (group.getNode().getDefaultChild() instanceof CfnLogGroup properties) {
            properties.setRetentionInDays(settings.logRetentionDays());
        }
        return group;
    }
}
