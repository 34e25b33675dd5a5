package dev.telegramlake.local.firehose;

import java.security.SecureRandom;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A [custom prefix](https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html): text with `!{timestamp:...}`,
/// `!{firehose:error-output-type}` and `!{firehose:random-string}` in it. Without any, `yyyy/MM/dd/HH/` follows it.
final class PrefixExpression {
    private static final Pattern EXPRESSION = Pattern.compile("!\\{([^:}]*):?([^}]*)}");
    private static final DateTimeFormatter DEFAULT_FOLDERS = DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/", Locale.ROOT);
    private static final int RANDOM_CHARACTERS = 11;
    private static final String RANDOM_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<Part> parts;

    private sealed interface Part {
        record Text(String text) implements Part {}

        record Timestamp(DateTimeFormatter format) implements Part {}

        record ErrorOutputType() implements Part {}

        record RandomString() implements Part {}
    }

    private PrefixExpression(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /// Reads the prefix of objects that hold data.
    ///
    /// @throws IllegalArgumentException an expression is unknown, or belongs into an error prefix only
    static PrefixExpression data(String prefix) {
        PrefixExpression expression = parse(prefix);
        if (expression.parts.contains(new Part.ErrorOutputType())) {
            throw new IllegalArgumentException(
                    "!{firehose:error-output-type} is allowed in the error output prefix only, not in " + prefix);
        }
        return expression;
    }

    /// Reads the prefix of objects that hold failed records.
    static PrefixExpression errors(String prefix) {
        return parse(prefix);
    }

    boolean hasExpressions() {
        return parts.stream().anyMatch(part -> !(part instanceof Part.Text));
    }

    /// The prefix of one object.
    ///
    /// @param oldest          arrival of its oldest record, in the stream's time zone
    /// @param errorOutputType empty for objects that hold data
    String evaluate(ZonedDateTime oldest, String errorOutputType) {
        StringBuilder prefix = new StringBuilder();
        for (Part part : parts) {
            prefix.append(
                    switch (part) {
                        case Part.Text text -> text.text();
                        case Part.Timestamp timestamp -> timestamp.format().format(oldest);
                        case Part.ErrorOutputType type -> errorOutputType;
                        case Part.RandomString random -> randomString();
                    });
        }
        if (!hasExpressions()) {
            prefix.append(DEFAULT_FOLDERS.format(oldest));
        }
        return prefix.toString();
    }

    private static PrefixExpression parse(String prefix) {
        List<Part> parts = new ArrayList<>();
        Matcher expression = EXPRESSION.matcher(prefix);
        int end = 0;
        while (expression.find()) {
            parts.add(new Part.Text(prefix.substring(end, expression.start())));
            parts.add(part(prefix, expression.group(1), expression.group(2)));
            end = expression.end();
        }
        String rest = prefix.substring(end);
        if (rest.contains("!{")) {
            throw new IllegalArgumentException("The expression is not closed: " + prefix);
        }
        parts.add(new Part.Text(rest));
        return new PrefixExpression(parts);
    }

    private static Part part(String prefix, String namespace, String value) {
        return switch (namespace) {
            case "timestamp" -> timestamp(prefix, value);
            case "firehose" ->
                switch (value) {
                    case "error-output-type" -> new Part.ErrorOutputType();
                    case "random-string" -> new Part.RandomString();
                    default -> throw unknown(prefix, namespace + ":" + value);
                };
            default -> throw unknown(prefix, namespace + ":" + value);
        };
    }

    private static Part timestamp(String prefix, String format) {
        try {
            return new Part.Timestamp(DateTimeFormatter.ofPattern(format, Locale.ROOT));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("Not a date format in %s: %s".formatted(prefix, format), wrong);
        }
    }

    private static IllegalArgumentException unknown(String prefix, String expression) {
        return new IllegalArgumentException("Unknown expression !{%s} in the prefix %s".formatted(expression, prefix));
    }

    private static String randomString() {
        StringBuilder random = new StringBuilder(RANDOM_CHARACTERS);
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            random.append(RANDOM_ALPHABET.charAt(RANDOM.nextInt(RANDOM_ALPHABET.length())));
        }
        return random.toString();
    }
}
