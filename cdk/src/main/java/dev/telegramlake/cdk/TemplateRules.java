package dev.telegramlake.cdk;

import dev.telegramlake.cdk.Template.Resource;
import dev.telegramlake.schema.Lake;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What must hold of the template and what neither CloudFormation's nor AwsSolutions' rules see: AWS would refuse the
/// deployment half-way, or take it and lose or hide data.
///
/// Firehose's rules are those of its
/// [API](https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html).
final class TemplateRules {
    private static final String DESTINATION = "ExtendedS3DestinationConfiguration";
    private static final int LEAST_CONVERSION_MEBIBYTES = 64;
    private static final List<String> NEVER_EXPIRE =
            List.of(Lake.LANDING_PREFIX, Lake.IMPORTS_PREFIX, Lake.COMPACTED_PREFIX, Lake.ERRORS_PREFIX);

    private final List<String> broken = new ArrayList<>();

    private TemplateRules() {}

    /// A sentence for each rule that is broken, beginning with the path of the construct.
    static List<String> broken(Template template) {
        TemplateRules rules = new TemplateRules();
        template.resources("AWS::KinesisFirehose::DeliveryStream").forEach(rules::checkStream);
        template.resources("AWS::Glue::Table").forEach(rules::checkTable);
        template.resources("AWS::Lambda::Function").forEach(rules::checkFunction);
        template.resources("AWS::S3::Bucket").forEach(rules::checkBucket);
        return List.copyOf(rules.broken);
    }

    private void checkStream(Resource stream) {
        checkConversion(stream);
        checkTransform(stream);
        checkPrefix(stream, DESTINATION);
        checkPrefix(stream, DESTINATION, "S3BackupConfiguration");
    }

    private void checkConversion(Resource stream) {
        Map<String, Object> conversion = stream.members(DESTINATION, "DataFormatConversionConfiguration");
        if (conversion.isEmpty() || Boolean.FALSE.equals(conversion.get("Enabled"))) {
            broken(
                    stream,
                    "has no record format conversion, so the table cannot read its files: set DataFormatConversionConfiguration");
            return;
        }
        String compression = stream.text(DESTINATION, "CompressionFormat");
        if (!compression.equals("UNCOMPRESSED")) {
            broken(
                    stream,
                    "has CompressionFormat '%s' with record format conversion: set UNCOMPRESSED, Parquet compresses itself"
                            .formatted(compression));
        }
        Object size = stream.at(DESTINATION, "BufferingHints", "SizeInMBs");
        if (!(size instanceof Number mebibytes) || mebibytes.intValue() < LEAST_CONVERSION_MEBIBYTES) {
            broken(
                    stream,
                    "has BufferingHints.SizeInMBs %s with record format conversion: set %d or more"
                            .formatted(size, LEAST_CONVERSION_MEBIBYTES));
        }
    }

    private void checkTransform(Resource stream) {
        long functions = stream.list(DESTINATION, "ProcessingConfiguration", "Processors")
                .filter(processor -> "Lambda".equals(processor.get("Type")))
                .count();
        boolean enabled = Boolean.TRUE.equals(stream.at(DESTINATION, "ProcessingConfiguration", "Enabled"));
        if (!enabled || functions != 1) {
            broken(
                    stream,
                    "has ProcessingConfiguration.Enabled %s with %d Lambda processors: enable it with the transform function alone"
                            .formatted(enabled, functions));
        }
    }

    /// @param place of the configuration that has the prefix
    private void checkPrefix(Resource stream, String... place) {
        String prefix = stream.text(with(place, "Prefix"));
        String errors = stream.text(with(place, "ErrorOutputPrefix"));
        String where = String.join(".", place);
        if (errors.isEmpty()) {
            broken(stream, "has no %s.ErrorOutputPrefix: set %s".formatted(where, Lake.ERRORS_PREFIX_EXPRESSION));
        } else if (!errors.contains("!{firehose:error-output-type}")) {
            broken(
                    stream,
                    "has %s.ErrorOutputPrefix '%s' without !{firehose:error-output-type}, which Firehose demands there: set %s"
                            .formatted(where, errors, Lake.ERRORS_PREFIX_EXPRESSION));
        }
        boolean dynamic = Boolean.TRUE.equals(stream.at(DESTINATION, "DynamicPartitioningConfiguration", "Enabled"));
        if (!dynamic && (prefix + errors).contains("!{partitionKeyFrom")) {
            broken(
                    stream,
                    "has partition keys in %s.Prefix '%s' without dynamic partitioning: use !{timestamp:...}"
                            .formatted(where, prefix));
        }
        if (prefix.contains("!{firehose:error-output-type}")) {
            broken(
                    stream,
                    "has !{firehose:error-output-type} in %s.Prefix: it is for ErrorOutputPrefix".formatted(where));
        }
    }

    private static String[] with(String[] place, String name) {
        return Stream.concat(Stream.of(place), Stream.of(name)).toArray(String[]::new);
    }

    private void checkTable(Resource table) {
        table.members("TableInput", "Parameters").keySet().stream()
                .filter(parameter -> parameter.startsWith("projection."))
                .forEach(parameter -> broken(
                        table,
                        "has the property '%s': partition projection hides the locations that the compaction sets; remove it"
                                .formatted(parameter)));
    }

    private void checkFunction(Resource function) {
        for (FunctionSpec spec : FunctionSpec.values()) {
            if (function.text("Handler").equals(spec.handler())) {
                checkVariables(function, spec);
            }
        }
    }

    private void checkVariables(Resource function, FunctionSpec spec) {
        Set<String> set = function.members("Environment", "Variables").keySet();
        Set<String> missing = new HashSet<>(spec.variables());
        missing.removeAll(set);
        if (!missing.isEmpty()) {
            broken(
                    function,
                    "lacks the environment variables %s, which %s reads: set them"
                            .formatted(new TreeSet<>(missing), spec.module()));
        }
        Set<String> unread = new HashSet<>(set);
        unread.removeAll(spec.variables());
        if (!unread.isEmpty()) {
            broken(
                    function,
                    "has the environment variables %s, which %s does not read: remove them"
                            .formatted(new TreeSet<>(unread), spec.module()));
        }
    }

    private void checkBucket(Resource bucket) {
        bucket.list("LifecycleConfiguration", "Rules")
                .filter(rule -> rule.containsKey("ExpirationInDays") || rule.containsKey("ExpirationDate"))
                .forEach(rule -> checkExpiration(bucket, rule));
    }

    private void checkExpiration(Resource bucket, Map<String, Object> rule) {
        String prefix = String.valueOf(rule.getOrDefault("Prefix", ""));
        boolean holdsData = !bucket.members("VersioningConfiguration").isEmpty();
        if (holdsData && NEVER_EXPIRE.stream().anyMatch(kept -> kept.startsWith(prefix) || prefix.startsWith(kept))) {
            broken(
                    bucket,
                    "has the lifecycle rule '%s' that expires objects under '%s': nothing under %s may expire"
                            .formatted(rule.get("Id"), prefix, NEVER_EXPIRE));
        }
    }

    private void broken(Resource resource, String sentence) {
        broken.add(resource.path() + " " + sentence);
    }
}
