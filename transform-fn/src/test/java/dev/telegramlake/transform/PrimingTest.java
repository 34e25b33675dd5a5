package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.crac.Core;
import org.junit.jupiter.api.Test;

final class PrimingTest {
    @Test
    void theSampleIsAnUpdate() {
        Priming priming = new Priming(new UpdateFlattener()).register();

        assertThatCode(() -> priming.beforeCheckpoint(Core.getGlobalContext())).doesNotThrowAnyException();
    }
}
