package dev.telegramlake.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ContentTypeTest {
    @Test
    void aContentThatIsBetterKnownSaysWhatAMessageIs() {
        assertThat(ContentType.rank("animation")).isLessThan(ContentType.rank("document"));
        assertThat(ContentType.rank("live_photo")).isLessThan(ContentType.rank("photo"));
        assertThat(ContentType.rank("venue")).isLessThan(ContentType.rank("location"));
        assertThat(ContentType.rank("new_chat_members")).isLessThan(ContentType.rank("new_chat_member"));
        assertThat(ContentType.rank("web_app_data")).isLessThan(ContentType.rank("of_next_month"));
        assertThat(ContentType.rank("caption")).isEqualTo(ContentType.NOT_CONTENT);
    }

    @Test
    void contentAndEnvelopeAreKnownAndAFieldOfNextMonthIsNot() {
        assertThat(ContentType.isKnown("text")).isTrue();
        assertThat(ContentType.isKnown("caption")).isTrue();
        assertThat(ContentType.isKnown("of_next_month")).isFalse();
    }
}
