package dev.telegramlake.local.backfill;

/// Hears how far it is. Called often, from one thread.
public interface BackfillProgress {
    /// For nobody.
    BackfillProgress NONE = new BackfillProgress() {
        @Override
        public void read(long messages) {}

        @Override
        public void writing(int days, int of) {}

        @Override
        public void committing(int days, int of) {}
    };

    /// The export is being read.
    void read(long messages);

    /// The rows of the days are being put into the bucket.
    void writing(int days, int of);

    /// The days are being committed.
    void committing(int days, int of);
}
