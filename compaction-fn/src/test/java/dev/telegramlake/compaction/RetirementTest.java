package dev.telegramlake.compaction;

import static dev.telegramlake.compaction.Days.NOW;
import static dev.telegramlake.compaction.Days.landing;
import static dev.telegramlake.compaction.Days.manifest;
import static dev.telegramlake.compaction.Days.part;
import static dev.telegramlake.compaction.Days.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RetirementTest {
    private static final Duration GRACE = Duration.ofDays(2);
    private static final Instant LONG_AGO = NOW.minus(Duration.ofHours(49));
    private static final Instant LATELY = NOW.minus(Duration.ofHours(47));

    @Test
    void whatAManifestReplacedStaysForTheGracePeriod() {
        DayState state = state(
                List.of(landing("a"), landing("b")),
                List.of(part("r1"), part("r2")),
                manifest(1, "r1", null, LONG_AGO, List.of(landing("a")), null),
                manifest(2, "r2", "r1", LATELY, List.of(landing("b")), null));

        assertThat(retired(state)).containsExactly(landing("a"));
    }

    @Test
    void thenItGoesAndTheRunOfTheNewestManifestStays() {
        DayState state = state(
                List.of(landing("a"), landing("b")),
                List.of(part("r1"), part("r2")),
                manifest(1, "r1", null, LONG_AGO, List.of(landing("a")), null),
                manifest(2, "r2", "r1", LONG_AGO, List.of(landing("b")), null));

        assertThat(retired(state)).containsExactly(landing("a"), landing("b"), part("r1"));
    }

    @Test
    void aRunThatALaterManifestKeptStays() {
        DayState state = state(
                List.of(),
                List.of(part("r1")),
                manifest(1, "r1", null, LONG_AGO, List.of(), null),
                manifest(2, "r1", null, LONG_AGO, List.of(), "before"));

        assertThat(retired(state)).isEmpty();
    }

    @Test
    void theRunOfTheNewestManifestStaysThoughAnOlderOneReplacedIt() {
        DayState state = state(
                List.of(),
                List.of(part("r1"), part("r2")),
                manifest(1, "r1", null, LONG_AGO, List.of(), null),
                manifest(2, "r2", "r1", LONG_AGO, List.of(), null),
                manifest(3, "r1", "r2", LONG_AGO, List.of(), null));

        assertThat(retired(state)).containsExactly(part("r2"));
    }

    @Test
    void aLandingFileThatNoManifestNamesStays() {
        DayState state = state(
                List.of(landing("a"), landing("late")),
                List.of(part("r1")),
                manifest(1, "r1", null, LONG_AGO, List.of(landing("a")), null));

        assertThat(retired(state)).containsExactly(landing("a"));
    }

    @Test
    void anObjectThatIsAnotherThanTheManifestNamesStays() {
        StoredObject a = landing("a");
        StoredObject changed = new StoredObject(a.key(), a.size(), "another etag", a.lastModified());
        StoredObject longer = new StoredObject(a.key(), a.size() + 1, a.etag(), a.lastModified());
        Manifest manifest = manifest(1, "r1", null, LONG_AGO, List.of(a), null);

        assertThat(retired(state(List.of(changed), List.of(part("r1")), manifest)))
                .isEmpty();
        assertThat(retired(state(List.of(longer), List.of(part("r1")), manifest)))
                .isEmpty();
    }

    @Test
    void aRunThatNoManifestNamesGoesWhenAllOfItIsOld() {
        StoredObject old = part("crashed");
        StoredObject young = new StoredObject(part("under-way").key(), 100, "etag", LATELY);

        assertThat(retired(state(List.of(), List.of(old, young)))).containsExactly(old);
    }

    @Test
    void atOnceEverythingThatIsReplacedGoesAndWhatACrashLeftAfterAnHour() {
        StoredObject left = part("left");
        StoredObject written = new StoredObject(part("new").key(), 100, "etag", NOW.minusSeconds(3_000));
        DayState state = state(
                List.of(landing("a"), landing("late")),
                List.of(part("r1"), part("r2"), left, written),
                manifest(1, "r1", null, NOW, List.of(landing("a")), null),
                manifest(2, "r2", "r1", NOW, List.of(), null));

        assertThat(Retirement.atOnce(state, NOW)).containsExactly(landing("a"), part("r1"), left);
    }

    private static List<StoredObject> retired(DayState state) {
        return Retirement.of(state, NOW, GRACE);
    }
}
