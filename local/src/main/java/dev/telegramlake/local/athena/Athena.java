package dev.telegramlake.local.athena;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.trino.EmbeddedTrino;
import dev.telegramlake.local.wire.AwsService;
import dev.telegramlake.local.wire.ServiceError;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/// The [Athena API](https://docs.aws.amazon.com/athena/latest/APIReference/), as far as clients need it to run
/// statements and read their results.
public final class Athena implements AwsService, AutoCloseable {
    /// What is started beyond these is queued, as behind the service's own quota: each takes some 50 MB while it runs.
    private static final int MOST_AT_ONCE = 8;

    private final InstantSource clock;
    private final Path spool;
    private final ReservedFolders reserved;
    private final Executor executor;
    private final History history = new History();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(MOST_AT_ONCE, Thread.ofVirtual().factory());

    /// Of a bucket without reserved folders.
    public Athena(EmbeddedTrino trino, S3Client s3, InstantSource clock) throws IOException {
        this(trino, s3, ReservedFolders.NONE, clock);
    }

    /// @param reserved where neither results nor unloaded files may go
    public Athena(EmbeddedTrino trino, S3Client s3, ReservedFolders reserved, InstantSource clock) throws IOException {
        this.clock = clock;
        this.reserved = reserved;
        this.spool = Files.createTempDirectory("telegram-lake-results");
        this.executor = new Executor(trino, s3, reserved, spool, clock);
    }

    @Override
    public String targetPrefix() {
        return "AmazonAthena";
    }

    @Override
    public JsonNode call(String operation, ObjectNode request) throws ServiceError {
        return switch (operation) {
            case "StartQueryExecution" -> start(request);
            case "GetQueryExecution" -> {
                ObjectNode answer = Answers.object();
                answer.set("QueryExecution", Answers.queryExecution(execution(request)));
                yield answer;
            }
            case "BatchGetQueryExecution" -> batch(request);
            case "GetQueryResults" -> results(request);
            case "ListQueryExecutions" -> list();
            case "StopQueryExecution" -> {
                execution(request).cancel(clock.instant());
                yield Answers.object();
            }
            default ->
                throw ServiceError.badRequest(
                        "UnknownOperationException", "AmazonAthena.%s is not supported here".formatted(operation));
        };
    }

    /// Runs a statement of this project's own, and waits for its end.
    ///
    /// @throws IllegalStateException with the reason, when it fails
    public void run(String sql) {
        Execution execution = execution(
                UUID.randomUUID().toString(), sql, UpdatesTable.DATABASE, Lake.WORKGROUP, QueryRequest.DEFAULT_OUTPUT);
        executor.run(execution);
        if (execution.state() != Execution.State.SUCCEEDED) {
            throw new IllegalStateException(execution.reason().orElse("no reason") + " in " + sql);
        }
    }

    private JsonNode start(ObjectNode request) throws ServiceError {
        QueryRequest query = QueryRequest.read(request);
        if (reserved.hold(query.output())) {
            throw invalid("The S3 location provided to save your query results is invalid. Tables have their files in"
                    + " %s; give another OutputLocation.".formatted(query.output()));
        }
        String id = UUID.randomUUID().toString();
        Execution execution = execution(id, query.sql(), query.database(), query.workgroup(), query.output());
        Execution known = history.add(query.token().orElse(id), execution);
        if (!known.sql().equals(query.sql())) {
            throw invalid("Idempotent parameters do not match");
        }
        if (known == execution) {
            threads.execute(() -> executor.run(execution));
        }
        return Answers.object().put("QueryExecutionId", known.id());
    }

    private Execution execution(String id, String sql, String database, String workgroup, URI output) {
        return new Execution(id, sql, database, workgroup, output, clock.instant());
    }

    private Execution execution(ObjectNode request) throws ServiceError {
        String id = request.path("QueryExecutionId").asText();
        return history.find(id).orElseThrow(() -> invalid("QueryExecution %s was not found".formatted(id)));
    }

    private JsonNode batch(ObjectNode request) {
        ObjectNode answer = Answers.object();
        ArrayNode found = answer.putArray("QueryExecutions");
        ArrayNode unknown = answer.putArray("UnprocessedQueryExecutionIds");
        for (JsonNode id : request.path("QueryExecutionIds")) {
            history.find(id.asText())
                    .ifPresentOrElse(
                            execution -> found.add(Answers.queryExecution(execution)),
                            () -> unknown.addObject()
                                    .put("QueryExecutionId", id.asText())
                                    .put("ErrorCode", "INVALID_INPUT")
                                    .put("ErrorMessage", "QueryExecution %s was not found".formatted(id.asText())));
        }
        return answer;
    }

    private JsonNode list() {
        ObjectNode answer = Answers.object();
        ArrayNode ids = answer.putArray("QueryExecutionIds");
        history.newestFirst(50).forEach(execution -> ids.add(execution.id()));
        return answer;
    }

    private JsonNode results(ObjectNode request) throws ServiceError {
        Execution execution = execution(request);
        ResultFile result = execution.result().orElseThrow(() -> invalid(notFinished(execution)));
        PageRequest asked = PageRequest.read(request);
        try {
            ResultFile.Page page =
                    result.page(asked.first(), asked.most()).orElseThrow(() -> PageRequest.noPage(asked.first()));
            ObjectNode answer = Answers.results(result.columns(), page.rows());
            if (page.next() >= 0) {
                answer.put("NextToken", String.valueOf(page.next()));
            }
            return answer;
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    private static String notFinished(Execution execution) {
        return switch (execution.state()) {
            case QUEUED, RUNNING -> "Query has not yet finished. Current state: " + execution.state();
            case SUCCEEDED, FAILED, CANCELLED ->
                "Query did not finish successfully. Final query state: " + execution.state();
        };
    }

    static ServiceError invalid(String message) {
        return ServiceError.badRequest("InvalidRequestException", message);
    }

    /// Stops what is running and removes temporary files.
    @Override
    public void close() throws IOException {
        history.newestFirst(Integer.MAX_VALUE).forEach(execution -> execution.cancel(clock.instant()));
        threads.close();
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(spool);
    }
}
