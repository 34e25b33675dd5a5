package dev.telegramlake.cdk;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.constructs.IConstruct;

/// Rules of [AwsSolutions](https://github.com/cdklabs/cdk-nag/blob/main/RULES.md) that a construct breaks on purpose.
final class Nag {
    private Nag() {}

    /// @param reason why the rule does not fit here, for whoever reviews the stack
    static void suppress(IConstruct construct, String rule, String reason) {
        NagSuppressions.addResourceSuppressions(
                construct,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-" + rule)
                        .reason(reason)
                        .build()),
                true);
    }
}
