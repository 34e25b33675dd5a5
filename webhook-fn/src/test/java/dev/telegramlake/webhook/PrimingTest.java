package dev.telegramlake.webhook;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Set;
import org.crac.Core;
import org.junit.jupiter.api.Test;

final class PrimingTest {
    @Test
    void theSampleIsAnUpdateAndGoesThroughTheChecks() {
        Priming priming = new Priming(new AllowedChats(Set.of(-5L))).register();

        assertThatCode(() -> priming.beforeCheckpoint(Core.getGlobalContext())).doesNotThrowAnyException();
    }
}
