package dev.telegramlake.local.trino;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.trino.SqlScanner.Kind;
import dev.telegramlake.local.trino.SqlScanner.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlScannerTest {
    @Test
    void eachKindOfTokenIsRead() {
        assertThat(SqlScanner.scan("Alter `a b` /* c ' */ 'it''s' -- ( \n \"t\"(1.5)"))
                .containsExactly(
                        new Token(Kind.WORD, "Alter", 0),
                        new Token(Kind.NAME, "a b", 6),
                        new Token(Kind.STRING, "it's", 22),
                        new Token(Kind.STRING, "t", 37),
                        new Token(Kind.SYMBOL, "(", 40),
                        new Token(Kind.WORD, "1", 41),
                        new Token(Kind.SYMBOL, ".", 42),
                        new Token(Kind.WORD, "5", 43),
                        new Token(Kind.SYMBOL, ")", 44),
                        new Token(Kind.END, "<EOF>", 45));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "'a", "'a''", "`", "`a", "\"", "\"a", "/*", "/* a", "/*/"})
    void whatNothingClosesIsOneSymbolAndTheLast(String unclosed) {
        assertThat(SqlScanner.scan("a " + unclosed + " ( b"))
                .extracting(Token::kind)
                .containsExactly(Kind.WORD, Kind.SYMBOL, Kind.END);
    }

    @ParameterizedTest
    @CsvSource({"'-- a\n/* b */ select 1',SELECT", "'(select 1)',''", "'  ',''", "'show x',SHOW", "'/* show','' "})
    void theFirstWordStandsBehindComments(String sql, String word) {
        assertThat(SqlScanner.firstWord(sql.replace("\\n", "\n"))).isEqualTo(word);
    }
}
