package dev.telegramlake.local.athena.ddl;

import dev.telegramlake.local.trino.SqlScanner;
import dev.telegramlake.local.trino.SqlScanner.Kind;
import dev.telegramlake.local.trino.SqlScanner.Token;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A statement cut into words, quoted names, strings and symbols, with a place to read from.
final class Tokens {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

    private final String sql;
    private final List<Token> tokens;
    private int next;

    Tokens(String sql) {
        this.sql = sql;
        this.tokens = SqlScanner.scan(sql);
    }

    /// Takes the words when they are next, in any case of letters; takes none otherwise.
    boolean take(String... words) {
        for (int i = 0; i < words.length; i++) {
            Token token = tokens.get(Math.min(next + i, tokens.size() - 1));
            boolean same = (token.kind() == Kind.WORD || token.kind() == Kind.SYMBOL)
                    && token.text().equalsIgnoreCase(words[i]);
            if (!same) {
                return false;
            }
        }
        next += words.length;
        return true;
    }

    void expect(String... words) throws DdlException {
        if (!take(words)) {
            throw unexpected(String.join(" ", words));
        }
    }

    /// A name, quoted or not, in lower case as the catalog keeps it. Quotes do not widen
    /// [what Athena takes](https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html) as a name.
    String name() throws DdlException {
        Token token = tokens.get(next);
        if ((token.kind() != Kind.WORD && token.kind() != Kind.NAME)
                || !NAME.matcher(token.text()).matches()) {
            throw unexpected("a name of letters, digits and _");
        }
        next++;
        return token.text().toLowerCase(Locale.ROOT);
    }

    String string() throws DdlException {
        Token token = tokens.get(next);
        if (token.kind() != Kind.STRING) {
            throw unexpected("a string in quotes");
        }
        next++;
        return token.text();
    }

    /// A string, or a word that needs no quotes, such as a number.
    String value() throws DdlException {
        Token token = tokens.get(next);
        return token.kind() == Kind.WORD ? name() : string();
    }

    void expectEnd() throws DdlException {
        take(";");
        if (tokens.get(next).kind() != Kind.END) {
            throw unexpected("the end of the statement");
        }
    }

    DdlException unexpected(String expected) {
        Token token = tokens.get(next);
        String before = sql.substring(0, token.at());
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = token.at() - before.lastIndexOf('\n') - 1;
        return new DdlException("FAILED: ParseException line %d:%d mismatched input '%s' expecting %s"
                .formatted(line, column, token.text(), expected));
    }
}
