package dev.telegramlake.bench;

/// A day's landing files made into few large sorted ones: by the function, Athena, parquet-java, and DuckDB's bare
/// statement.
final class Compaction {
    private Compaction() {}

    /// Measures a day of a file a minute, and one of larger files.
    ///
    /// @param arguments rounds (2), rows of each of 1,440 files (70), rows of each of 288 files (1000)
    public static void main(String[] arguments) {
        try (DayContest contest = new DayContest()) {
            int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
            int small = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 70;
            int large = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1_000;
            run(contest, rounds, 1_440, small);
            run(contest, rounds, 288, large);
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private static void run(DayContest contest, int rounds, int files, int rowsOfFile) throws Exception {
        LandedDay landed = LandedDay.land(contest.s3(), contest.landing(), files, rowsOfFile, LandedDay.ONE_IN_FIFTY);
        contest.run("Compaction of " + landed, rounds, contest.ways("-Xmx2g"));
    }
}
