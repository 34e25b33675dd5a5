package dev.telegramlake.local.athena.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Statements, most of them no DDL.
final class HiveDdlFuzzTest {
    @FuzzTest
    void aStatementThatIsWrittenOutAgainIsReadAsTheSame(byte[] bytes) throws DdlException {
        Optional<HiveDdl> statement;
        try {
            statement = HiveDdlParser.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (DdlException refusal) {
            assertThat(refusal.message()).startsWith("FAILED: ParseException");
            return;
        }
        if (statement.isPresent()) {
            String sql = HiveDdlText.of(statement.get());
            assertThat(HiveDdlParser.parse(sql)).as(sql).isEqualTo(statement);
        }
    }
}
