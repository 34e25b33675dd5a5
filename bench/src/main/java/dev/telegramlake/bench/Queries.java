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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatistics;
import software.amazon.awssdk.services.s3.S3Client;

/// The page's questions about one day, asked of its compacted file, of the files that landed, a minute each, and of a
/// file for each message, as the course has them. All three hold the same rows.
final class Queries {
    /// The day of the updates of [UpdateMix], by their own time.
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private static final String COMPACTED = "compacted";
    private static final double GOAL = 8;

    private final AthenaClient athena;
    private final int rounds;

    /// All questions asked once.
    private record Pass(double seconds, long bytes, List<List<String>> answers) {}

    private Queries(AthenaClient athena, int rounds) {
        this.athena = athena;
        this.rounds = rounds;
    }

    /// Lands the day in all layouts, and measures.
    ///
    /// @param arguments rounds (2), landing files (480), messages in each (3)
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
        int files = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 480;
        int messages = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        try (TemporaryFolder folder = new TemporaryFolder("queries-bench");
                Pipeline pipeline = DayContest.pipeline(folder.path());
                S3Client s3 = ObjectStore.client(pipeline.s3());
                AthenaClient athena =
                        LocalClients.at(pipeline.aws(), AthenaClient.builder()).build()) {
            String landing = "%sdt=%s/".formatted(Lake.LANDING_PREFIX, DAY);
            String course = "course/dt=%s/".formatted(DAY);
            LandedDay landed = LandedDay.land(s3, landing, files, messages, 0);
            LandedDay.land(s3, course, files * messages, 1, 0);
            compact(s3, athena);
            Map<String, String> layouts = new LinkedHashMap<>();
            layouts.put(COMPACTED, run(s3));
            layouts.put("before, %,d files".formatted(files), landing);
            layouts.put("a file a message, %,d files".formatted(files * messages), course);
            new Queries(athena, rounds).run(landed, layouts);
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

    private void run(LandedDay landed, Map<String, String> layouts) throws Exception {
        Map<String, List<Pass>> passes = new LinkedHashMap<>();
        pass(layouts.values().iterator().next());
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, String> layout : layouts.entrySet()) {
                passes.computeIfAbsent(layout.getKey(), first -> new ArrayList<>())
                        .add(pass(layout.getValue()));
            }
        }
        List<Pass> ours = passes.values().iterator().next();
        for (Map.Entry<String, List<Pass>> layout : passes.entrySet()) {
            for (Pass pass : layout.getValue()) {
                requireSame(layout.getKey(), ours.getFirst(), pass);
            }
        }
        System.out.printf(
                "Queries: %d questions about %,d updates; all layouts gave the same %d answers%n",
                ours.getFirst().answers().size(),
                landed.rows(),
                ours.getFirst().answers().size());
        System.out.printf(
                "%-50s %8s %-24s %14s %8s %s%n",
                Machine.description(), "seconds", "ratio", "bytes scanned", "ratio", "goal");
        passes.forEach((layout, measured) -> print(layout, measured, ours));
    }

    private Pass pass(String folder) throws Exception {
        AthenaQuery.run(
                athena,
                "ALTER TABLE updates PARTITION (dt = '%s') SET LOCATION 's3://%s/%s'"
                        .formatted(DAY, Lake.BUCKET, folder));
        Period period = new Period(ZoneOffset.UTC, DAY, DAY, OptionalLong.empty());
        long millis = 0;
        long bytes = 0;
        List<List<String>> answers = new ArrayList<>();
        for (Question question : Catalog.questions()) {
            AthenaQuery query = AthenaQuery.run(athena, question.sql(period));
            QueryExecutionStatistics cost = query.execution().statistics();
            millis += cost.totalExecutionTimeInMillis();
            bytes += cost.dataScannedInBytes();
            List<String> rows = new ArrayList<>();
            query.rows(row -> rows.add(row.toString()));
            rows.add(question.name());
            // the course's questions leave the order open, and one of them which rows
            boolean anyRows =
                    question.sql().contains("LIMIT") && !question.sql().contains("ORDER BY");
            answers.add(
                    anyRows
                            ? List.of("%d rows".formatted(rows.size()))
                            : rows.stream().sorted().toList());
        }
        return new Pass(millis / 1e3, bytes, answers);
    }

    private static void requireSame(String layout, Pass compacted, Pass other) throws IOException {
        for (int i = 0; i < compacted.answers().size(); i++) {
            if (!compacted.answers().get(i).equals(other.answers().get(i))) {
                throw new IOException("%s answers %s, compacted %s"
                        .formatted(
                                layout,
                                other.answers().get(i),
                                compacted.answers().get(i)));
            }
        }
    }

    private static void print(String layout, List<Pass> passes, List<Pass> ours) {
        Spread ratio = Spread.ofRatios(seconds(passes), seconds(ours));
        boolean isOurs = layout.equals(COMPACTED);
        System.out.println(String.format(
                Locale.ROOT,
                "%-50s %8.2f %-24s %,14d %8.2f %s",
                layout,
                Spread.of(seconds(passes)).median(),
                isOurs ? "" : ratio.toString(),
                passes.getFirst().bytes(),
                (double) passes.getFirst().bytes() / ours.getFirst().bytes(),
                isOurs ? "" : String.format(Locale.ROOT, "%.1f %s", GOAL, ratio.median() >= GOAL ? "met" : "not met")));
    }

    private static List<Double> seconds(List<Pass> passes) {
        return passes.stream().map(Pass::seconds).toList();
    }
}
