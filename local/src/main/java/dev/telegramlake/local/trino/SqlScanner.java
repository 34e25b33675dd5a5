package dev.telegramlake.local.trino;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts a statement into tokens in one pass over its characters, whatever they are. White space and comments are
/// skipped. What begins with a quote or `/*` that nothing closes is one symbol, the last.
public final class SqlScanner {
    /// What a token is.
    public enum Kind {
        /// Letters, digits and `_`.
        WORD,
        /// Between backquotes.
        NAME,
        /// Between single or double quotes, without them; a doubled single quote is one.
        STRING,
        /// One character.
        SYMBOL,
        /// Behind the last character.
        END
    }

    /// A token.
    ///
    /// @param at index of its first character in the statement
    public record Token(Kind kind, String text, int at) {
        boolean is(char symbol) {
            return kind == Kind.SYMBOL && text.charAt(0) == symbol;
        }
    }

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    private SqlScanner(String sql) {
        this.sql = sql;
    }

    /// All tokens, in order; the last is the end.
    public static List<Token> scan(String sql) {
        SqlScanner scanner = new SqlScanner(sql);
        while (scanner.next < sql.length()) {
            scanner.read(sql.charAt(scanner.next));
        }
        scanner.tokens.add(new Token(Kind.END, "<EOF>", sql.length()));
        return scanner.tokens;
    }

    /// The statement's first word in upper case, or an empty text where it begins with none.
    public static String firstWord(String sql) {
        SqlScanner scanner = new SqlScanner(sql);
        while (scanner.tokens.isEmpty() && scanner.next < sql.length()) {
            scanner.read(sql.charAt(scanner.next));
        }
        return scanner.tokens.isEmpty() || scanner.tokens.getFirst().kind() != Kind.WORD
                ? ""
                : scanner.tokens.getFirst().text().toUpperCase(Locale.ROOT);
    }

    private void read(char first) {
        if (Character.isWhitespace(first)) {
            next++;
        } else if (sql.startsWith("--", next)) {
            int end = sql.indexOf('\n', next);
            next = end < 0 ? sql.length() : end;
        } else if (sql.startsWith("/*", next)) {
            int end = sql.indexOf("*/", next + 2);
            if (end < 0) {
                unclosed();
            } else {
                next = end + 2;
            }
        } else if (isOfWord(first)) {
            int begin = next;
            while (next < sql.length() && isOfWord(sql.charAt(next))) {
                next++;
            }
            tokens.add(new Token(Kind.WORD, sql.substring(begin, next), begin));
        } else {
            switch (first) {
                case '`' -> quoted(first, Kind.NAME);
                case '"' -> quoted(first, Kind.STRING);
                case '\'' -> string();
                default -> tokens.add(new Token(Kind.SYMBOL, String.valueOf(first), next++));
            }
        }
    }

    private static boolean isOfWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    private void quoted(char quote, Kind kind) {
        int end = sql.indexOf(quote, next + 1);
        if (end < 0) {
            unclosed();
        } else {
            tokens.add(new Token(kind, sql.substring(next + 1, end), next));
            next = end + 1;
        }
    }

    private void string() {
        StringBuilder text = new StringBuilder();
        int from = next + 1;
        while (true) {
            int end = sql.indexOf('\'', from);
            if (end < 0) {
                unclosed();
                return;
            }
            text.append(sql, from, end);
            if (!sql.startsWith("''", end)) {
                tokens.add(new Token(Kind.STRING, text.toString(), next));
                next = end + 1;
                return;
            }
            text.append('\'');
            from = end + 2;
        }
    }

    private void unclosed() {
        tokens.add(new Token(Kind.SYMBOL, String.valueOf(sql.charAt(next)), next));
        next = sql.length();
    }
}
