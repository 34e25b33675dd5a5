package dev.telegramlake.cdk;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.FunctionProps;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// A function with a log group and a role of its own, which allows what it is given and to write that log.
final class LakeFunction extends Construct {
    private final Function function;
    private final LogGroup log;

    /// @param allowed what the function does elsewhere
    LakeFunction(
            Construct scope,
            String id,
            StackSettings settings,
            List<PolicyStatement> allowed,
            FunctionProps.Builder properties) {
        super(scope, id);
        log = Logs.group(this, "Log", settings);
        PolicyDocument policy = PolicyDocument.Builder.create()
                .statements(List.of(Allow.actions("logs:CreateLogStream", "logs:PutLogEvents")
                        .on(log.getLogGroupArn())))
                .build();
        policy.addStatements(allowed.toArray(PolicyStatement[]::new));
        Role role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of("Function", policy))
                .build();
        function = new Function(
                this, "Function", properties.role(role).logGroup(log).build());
    }

    /// What all Java functions have.
    static FunctionProps.Builder java(FunctionSpec spec, Path zip) {
        return FunctionProps.builder()
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .handler(spec.handler())
                .code(Code.fromAsset(zip.toString()));
    }

    /// With [SnapStart](https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html), which works for published
    /// versions only: call the alias.
    static FunctionProps.Builder javaWithSnapStart(FunctionSpec spec, Path zip) {
        return java(spec, zip).snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS);
    }

    Function function() {
        return function;
    }

    String logGroupName() {
        return log.getLogGroupName();
    }

    /// The alias of the newest version.
    Alias live() {
        Annotations.of(function)
                .acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish", "Called through the alias.");
        return Alias.Builder.create(this, "Live")
                .aliasName("live")
                .version(function.getCurrentVersion())
                .build();
    }
}
