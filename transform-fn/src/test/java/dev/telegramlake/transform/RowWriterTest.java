package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RowWriterTest {
    @Test
    void aRowThatFailsInItsMiddleLeavesNothingToTheNextOne() throws IOException {
        Row broken = new Row();
        broken.put(Row.slot("update_id"), 1L);
        broken.put(Row.slot("kind"), new Object());
        Row sound = new Row();
        sound.put(Row.slot("update_id"), 2L);

        assertThat(written(sound)).isEqualTo("{\"update_id\":2}");
        assertThatThrownBy(() -> RowWriter.write(broken)).isInstanceOf(IllegalStateException.class);
        assertThat(written(sound)).isEqualTo("{\"update_id\":2}");
        assertThat(written(sound)).isEqualTo("{\"update_id\":2}");
    }

    private static String written(Row row) throws IOException {
        return new String(RowWriter.write(row), StandardCharsets.UTF_8);
    }
}
