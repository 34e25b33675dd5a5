package dev.telegramlake.bench;

import dev.telegramlake.analytics.Catalog;
import dev.telegramlake.analytics.Period;
import dev.telegramlake.analytics.Question;
import dev.telegramlake.analytics.athena.AthenaQuery;
import dev.telegramlake.bench.contest.Machine;
import dev.telegramlake.bench.contest.Spread;
import dev.telegramlake.compaction.CompactionHandler;
import dev.telegramlake.compaction.CompactionSettings;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.disk.TemporaryFolder;
import dev.telegramlake.local.lambda.LocalFunction;
import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.wire.LocalClients;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatistics;
import software.amazon.awssdk.services.s3.S3Client;

/// The page's questions about one day, asked of its compacted file, of the files that landed, and of a file for each
/// message, as the course has them. All three hold the same rows.
final class Queries {
    /// The day of the updates of [UpdateMix], by their own time.
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private static final double GOAL = 8;

    private final AthenaClient athena;

    /// A folder with the day's rows, and what it answered so far.
    private record Layout(String name, String folder, List<Answer> answers) {
        private Layout(String name, String folder) {
            this(name, folder, new ArrayList<>());
        }

        private List<Double> seconds() {
            return answers.stream().map(Answer::seconds).toList();
        }

        private double allSeconds() {
            return answers.stream().mapToDouble(Answer::seconds).sum();
        }

        private long bytes() {
            return answers.stream().mapToLong(Answer::bytes).sum();
        }
    }

    /// What one question gave.
    private record Answer(double seconds, long bytes, List<String> rows) {}

    private Queries(AthenaClient athena) {
        this.athena = athena;
    }

    /// Lands the day in all layouts, and measures.
    ///
    /// @param arguments landing files (1440), messages in each (2)
    public static void main(String[] arguments) {
        int files = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_440;
        int messages = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        try (TemporaryFolder folder = new TemporaryFolder("queries-bench");
                Pipeline pipeline = DayContest.pipeline(folder.path());
                S3Client s3 = ObjectStore.client(pipeline.s3(), pipeline.credentials());
                AthenaClient athena = LocalClients.at(pipeline.aws(), pipeline.credentials(), AthenaClient.builder())
                        .build()) {
            String landing = "%sdt=%s/".formatted(Lake.LANDING_PREFIX, DAY);
            String course = "course/dt=%s/".formatted(DAY);
            LandedDay landed = LandedDay.land(s3, landing, files, messages, 0);
            LandedDay.land(s3, course, files * messages, 1, 0);
            compact(s3, athena);
            new Queries(athena)
                    .run(
                            landed,
                            new Layout("compacted", run(s3)),
                            List.of(
                                    new Layout("before, %,d files".formatted(files), landing),
                                    new Layout("a file a message, %,d files".formatted(files * messages), course)));
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private static void compact(S3Client s3, AthenaClient athena) throws Exception {
        LocalFunction.of(
                        "compaction-fn",
                        Duration.ofMinutes(15),
                        2_048,
                        new CompactionHandler(CompactionSettings.from(Map.of()), s3, athena, Clock.systemUTC()))
                .invoke("{\"date\":\"%s\"}".formatted(DAY).getBytes(StandardCharsets.UTF_8));
    }

    /// The folder of the day's run.
    private static String run(S3Client s3) {
        return s3.listObjectsV2(list -> list.bucket(Lake.BUCKET)
                        .prefix("%sdt=%s/".formatted(Lake.COMPACTED_PREFIX, DAY))
                        .delimiter("/"))
                .commonPrefixes()
                .getFirst()
                .prefix();
    }

    /// Asks each question of every layout in turn; before that once more, so that it is not new to Trino.
    private void run(LandedDay landed, Layout compacted, List<Layout> others) throws Exception {
        for (Question question : Catalog.questions()) {
            System.err.println(question.name());
            ask(question, compacted);
            Answer right = ask(question, compacted);
            compacted.answers().add(right);
            for (Layout other : others) {
                Answer answer = ask(question, other);
                if (!answer.rows().equals(right.rows())) {
                    throw new IOException("%s: %s gives %s, but compacted gives %s"
                            .formatted(question.name(), other.name(), answer.rows(), right.rows()));
                }
                other.answers().add(answer);
            }
        }
        System.out.printf(
                "Queries: %d questions about %,d updates; all layouts gave the same answers%n",
                Catalog.questions().size(), landed.rows());
        System.out.printf(
                "%-50s %8s %8s %-24s %14s %8s  %s%n",
                Machine.description(), "seconds", "ratio", "by question", "bytes scanned", "ratio", "goal");
        print(compacted, compacted, "");
        for (Layout other : others) {
            boolean isMet = other.allSeconds() / compacted.allSeconds() >= GOAL;
            print(other, compacted, "%s %s".formatted(GOAL, isMet ? "met" : "not met"));
        }
    }

    private Answer ask(Question question, Layout layout) throws Exception {
        AthenaQuery.run(
                athena,
                "ALTER TABLE updates PARTITION (dt = '%s') SET LOCATION 's3://%s/%s'"
                        .formatted(DAY, Lake.BUCKET, layout.folder()));
        Period period = new Period(ZoneOffset.UTC, DAY, DAY, OptionalLong.empty());
        AthenaQuery query = AthenaQuery.run(athena, question.sql(period));
        List<String> rows = new ArrayList<>();
        query.rows(row -> rows.add(row.toString()));
        QueryExecutionStatistics cost = query.execution().statistics();
        return new Answer(
                cost.totalExecutionTimeInMillis() / 1e3,
                cost.dataScannedInBytes(),
                isOneAnswerOfMany(question.sql())
                        ? List.of("%d rows".formatted(rows.size()))
                        : rows.stream().sorted().toList());
    }

    /// The course's questions leave the order open, and one of them which rows; a few medians are estimates.
    private static boolean isOneAnswerOfMany(String sql) {
        boolean anyRows = sql.contains("LIMIT") && !sql.contains("ORDER BY");
        return anyRows || sql.contains("approx_percentile");
    }

    private static void print(Layout layout, Layout ours, String goal) {
        System.out.println(String.format(
                Locale.ROOT,
                "%-50s %8.2f %8.2f %-24s %,14d %8.2f  %s",
                layout.name(),
                layout.allSeconds(),
                layout.allSeconds() / ours.allSeconds(),
                Spread.ofRatios(layout.seconds(), ours.seconds()),
                layout.bytes(),
                (double) layout.bytes() / ours.bytes(),
                goal));
    }
}
