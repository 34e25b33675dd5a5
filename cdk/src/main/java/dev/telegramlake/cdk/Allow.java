package dev.telegramlake.cdk;

import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/// A statement of a policy, said in one line.
///
/// @param actions what is allowed
record Allow(List<String> actions) {
    static Allow actions(String... actions) {
        return new Allow(List.of(actions));
    }

    PolicyStatement on(String... resources) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resources))
                .build();
    }
}
