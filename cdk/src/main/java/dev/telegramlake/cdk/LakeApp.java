package dev.telegramlake.cdk;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;

/// The app that the CDK command line runs: settings and files in, a template out that keeps all rules.
public final class LakeApp {
    /// Switches of the CDK that this stack is written for, the same for the command line and for tests.
    private static final Map<String, Object> CONTEXT = Map.of(
            "@aws-cdk/core:validateAgainstDefaultRules", true,
            "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", true,
            "aws:cdk:enable-path-metadata", true);

    private static final String ERROR = "aws:cdk:error";

    private final App app;
    private final LakeStack stack;

    private LakeApp(App app, LakeStack stack) {
        this.app = app;
        this.stack = stack;
    }

    /// With the folder that the template goes to in the properties.
    static LakeApp of(AppProps.Builder properties, StackSettings settings, Inputs inputs) {
        App app = app(properties);
        return new LakeApp(app, stack(app, settings, inputs));
    }

    private static App app(AppProps.Builder properties) {
        return new App(
                properties.postCliContext(CONTEXT).analyticsReporting(false).build());
    }

    private static LakeStack stack(App app, StackSettings settings, Inputs inputs) {
        LakeStack stack = new LakeStack(app, settings, inputs);
        Aspects.of(app).add(new AwsSolutionsChecks());
        return stack;
    }

    LakeStack stack() {
        return stack;
    }

    /// Writes the template.
    ///
    /// @throws IllegalStateException naming every construct that breaks a rule
    Template synthesise() {
        CloudFormationStackArtifact artifact = assembly().getStackByName(stack.getStackName());
        @SuppressWarnings("unchecked") // a template is a JSON object
        Template template = new Template((Map<String, Object>) artifact.getTemplate());
        List<String> broken = new ArrayList<>(TemplateRules.broken(template));
        errors(artifact).forEach(broken::add);
        if (!broken.isEmpty()) {
            throw new IllegalStateException(
                    broken.stream().collect(Collectors.joining("\n- ", "The stack breaks rules:\n- ", "")));
        }
        return template;
    }

    /// The CDK's own rules stop the synthesis and leave a report, which names the constructs.
    private CloudAssembly assembly() {
        try {
            return app.synth();
        } catch (RuntimeException refused) {
            Path report = Path.of(app.getOutdir(), "validation-report.json");
            if (!Files.exists(report)) {
                throw refused;
            }
            throw new IllegalStateException("CloudFormation would refuse the template:\n" + read(report), refused);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// What AwsSolutions found, with the construct's path.
    @SuppressWarnings("deprecation") // the path has no other accessor
    private static Stream<String> errors(CloudFormationStackArtifact artifact) {
        return artifact.findMetadataByType(ERROR).stream().map(error -> error.getPath() + " " + error.getData());
    }

    public static void main(String[] arguments) {
        try {
            App app = app(AppProps.builder());
            StackSettings settings = StackSettings.from(app.getNode()::tryGetContext);
            Inputs inputs = Inputs.from(app.getNode()::tryGetContext);
            new LakeApp(app, stack(app, settings, inputs)).synthesise();
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(1);
        }
    }
}
