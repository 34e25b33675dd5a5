package dev.telegramlake.local.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.athena.ddl.DdlException;
import dev.telegramlake.local.athena.ddl.HiveDdl;
import dev.telegramlake.local.athena.ddl.HiveDdlParser;
import dev.telegramlake.local.wire.AwsService;
import dev.telegramlake.local.wire.ServiceError;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;

/// Athena and Glue as far as Firehose and the compaction need them: the partitions of one table, in a file that changes
/// at once. In place of Trino, whose start takes longer than a run of the ledger.
final class PartitionCatalog implements AwsService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> LOCATIONS = new TypeReference<>() {};
    private static final String LANDING = "s3://%s/%s".formatted(Lake.BUCKET, Lake.LANDING_PREFIX);

    private final Path file;
    private final S3Client s3;
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    PartitionCatalog(Path file, S3Client s3) throws IOException {
        this.file = file;
        this.s3 = s3;
        Files.createDirectories(file.getParent());
    }

    /// Location of each day's partition, as an S3 URI.
    static Map<String, String> locations(Path file) throws IOException {
        return Files.exists(file) ? JSON.readValue(Files.readAllBytes(file), LOCATIONS) : Map.of();
    }

    @Override
    public String targetPrefix() {
        return "AmazonAthena";
    }

    @Override
    public JsonNode call(String operation, ObjectNode request) throws ServiceError {
        return switch (operation) {
            case "StartQueryExecution" -> start(request.path("QueryString").asText());
            case "GetQueryExecution" -> get(request.path("QueryExecutionId").asText());
            default -> throw ServiceError.badRequest("InvalidRequestException", operation + " is not known here");
        };
    }

    /// As [dev.telegramlake.local.UpdatesCatalog] does.
    void add(LocalDate day) {
        try {
            run(new HiveDdl.AddPartitions(
                    new HiveDdl.TableName(Optional.empty(), UpdatesTable.NAME),
                    true,
                    List.of(new HiveDdl.PartitionAt(
                            new HiveDdl.PartitionSpec(Map.of(UpdatesTable.PARTITION_KEY, day.toString())),
                            Optional.empty()))));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private JsonNode start(String sql) {
        String id = UUID.randomUUID().toString();
        String failure = "";
        try {
            run(HiveDdlParser.parse(sql).orElseThrow(() -> new IOException("Partitions only")));
        } catch (IOException | DdlException | SdkException refused) {
            failure = String.valueOf(refused.getMessage());
        }
        failures.put(id, failure);
        return JsonNodeFactory.instance.objectNode().put("QueryExecutionId", id);
    }

    private JsonNode get(String id) throws ServiceError {
        String failure = failures.get(id);
        if (failure == null) {
            throw ServiceError.badRequest("InvalidRequestException", "QueryExecution %s was not found".formatted(id));
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode execution = answer.putObject("QueryExecution").put("QueryExecutionId", id);
        execution
                .putObject("Status")
                .put("State", failure.isEmpty() ? "SUCCEEDED" : "FAILED")
                .put("StateChangeReason", failure);
        return answer;
    }

    private synchronized void run(HiveDdl statement) throws IOException {
        Map<String, String> locations = new TreeMap<>(locations(file));
        switch (statement) {
            case HiveDdl.AddPartitions add ->
                add.partitions()
                        .forEach(partition -> locations.putIfAbsent(
                                day(partition.partition()),
                                partition.location().orElse(landing(day(partition.partition())))));
            case HiveDdl.SetLocation set -> locations.put(day(set.partition()), set.location());
            case HiveDdl.RepairTable repair ->
                s3
                        .listObjectsV2Paginator(list -> list.bucket(Lake.BUCKET)
                                .prefix(Lake.LANDING_PREFIX)
                                .delimiter("/"))
                        .stream()
                        .flatMap(page -> page.commonPrefixes().stream())
                        .map(CommonPrefix::prefix)
                        .map(prefix -> prefix.substring(prefix.indexOf('=') + 1, prefix.length() - 1))
                        .forEach(day -> locations.putIfAbsent(day, landing(day)));
            default -> throw new IOException("Not here: " + statement);
        }
        Path next = file.resolveSibling("next");
        Files.write(next, JSON.writeValueAsBytes(locations));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String day(HiveDdl.PartitionSpec partition) {
        return partition.values().values().iterator().next();
    }

    private static String landing(String day) {
        return "%sdt=%s/".formatted(LANDING, day);
    }
}
