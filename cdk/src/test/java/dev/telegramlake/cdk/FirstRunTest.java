package dev.telegramlake.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script in a real Node, with stand-ins for the two SDK packages that Lambda's runtime has. They print what they
/// are asked.
final class FirstRunTest {
    private static final String ATHENA = """
            const named = (name) => class { constructor(input) { this.name = name; this.input = input; } };
            let polls = 0;
            const made = [];
            exports.GetNamedQueryCommand = named('GetNamedQuery');
            exports.StartQueryExecutionCommand = named('StartQueryExecution');
            exports.GetQueryExecutionCommand = named('GetQueryExecution');
            exports.AthenaClient = class {
                async send({ name, input }) {
                    if (name === 'GetNamedQuery') {
                        return { NamedQuery: { Name: input.NamedQueryId, QueryString: 'SQL of ' + input.NamedQueryId,
                            Database: 'telegram', WorkGroup: 'telegram-lake' } };
                    }
                    if (name === 'StartQueryExecution') {
                        console.log(`${input.QueryString} in ${input.QueryExecutionContext.Database} by ${input.WorkGroup}`);
                        return { QueryExecutionId: input.QueryString };
                    }
                    if (input.QueryExecutionId.includes('bad')
                            || (input.QueryExecutionId.includes('reads-base') && !made.includes('SQL of base'))) {
                        return { QueryExecution: { Status: { State: 'FAILED', StateChangeReason: 'no such column' } } };
                    }
                    polls++;
                    if (polls % 2 === 0) {
                        made.push(input.QueryExecutionId);
                    }
                    return { QueryExecution: { Status: { State: polls % 2 ? 'RUNNING' : 'SUCCEEDED' } } };
                }
            };
            """;

    private static final String LAMBDA = """
            exports.InvokeCommand = class { constructor(input) { this.input = input; } };
            exports.LambdaClient = class {
                async send({ input }) {
                    console.log(`call ${input.FunctionName} ${input.InvocationType} ${input.Payload}`);
                }
            };
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void standIns() throws IOException {
        Node.require();
        write("node_modules/@aws-sdk/client-athena/index.js", ATHENA);
        write("node_modules/@aws-sdk/client-lambda/index.js", LAMBDA);
        write("index.js", FirstRun.script());
        write(
                "run.js",
                "require('./index.js').handler().catch((failure) => { console.log(failure.message); process.exit(1); });");
    }

    @Test
    void viewsAreMadeOneAfterTheOtherAndThenTheCompactionRuns() throws Exception {
        assertThat(run("first,second")).isEqualTo("""
                SQL of first in telegram by telegram-lake
                SQL of second in telegram by telegram-lake
                call compaction Event {}
                """);
    }

    @Test
    void withoutViewsTheCompactionRuns() throws Exception {
        assertThat(run("")).isEqualTo("call compaction Event {}\n");
    }

    @Test
    void aViewThatReadsAnotherIsMadeAfterIt() throws Exception {
        assertThat(run("reads-base,base")).isEqualTo("""
                SQL of reads-base in telegram by telegram-lake
                SQL of base in telegram by telegram-lake
                SQL of reads-base in telegram by telegram-lake
                call compaction Event {}
                """);
    }

    @Test
    void aViewThatAthenaRefusesFailsTheDeploymentWithTheReason() throws Exception {
        assertThat(run("bad,base")).endsWith("View bad: no such column\n").doesNotContain("call");
    }

    private String run(String views) throws IOException, InterruptedException {
        ProcessBuilder node = new ProcessBuilder("node", "run.js").directory(folder.toFile());
        node.environment().putAll(Map.of("VIEWS", views, "COMPACTION", "compaction"));
        Process process = node.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
