package dev.telegramlake.compaction;

/// Compares what was read and what is in the files of a run with what must be in them.
final class Verification {
    private Verification() {}

    /// @throws CompactionFailedException when a row is missing, too many or there twice; nothing may be committed
    ///                                   then
    static void check(DayPlan plan, Engine.Written written, Engine.Contents found) {
        long inFiles = plan.current().map(Manifest::rowsOut).orElse(0L)
                + written.inputs().stream().mapToLong(Manifest.Input::rows).sum()
                + written.changed();
        if (written.rowsIn() != inFiles) {
            throw new CompactionFailedException(
                    "%d rows were read, but the files to compact hold %d".formatted(written.rowsIn(), inFiles));
        }
        long expected = written.rowsIn() - written.duplicates();
        if (found.rows() != expected) {
            throw new CompactionFailedException("The new files hold %d rows, but must hold %d: %d less %d duplicates"
                    .formatted(found.rows(), expected, written.rowsIn(), written.duplicates()));
        }
        if (found.updates() + found.withoutId() != found.rows()) {
            throw new CompactionFailedException("The new files hold %d rows of %d updates: some are there twice"
                    .formatted(found.rows() - found.withoutId(), found.updates()));
        }
        long inFooters =
                written.outputs().stream().mapToLong(Manifest.Output::rows).sum();
        if (inFooters != found.rows()) {
            throw new CompactionFailedException(
                    "The footers of the new files count %d rows, but %d were read".formatted(inFooters, found.rows()));
        }
    }
}
