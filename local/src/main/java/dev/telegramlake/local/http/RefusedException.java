package dev.telegramlake.local.http;

import java.io.Serial;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request that is not answered, with a sentence for the person who made it.
public final class RefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final Pattern POSITION = Pattern.compile("^line ([0-9]{1,9}):([0-9]{1,9}): ");

    private final int status;

    public RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /// A request that is wrong at a place of the statement in it.
    public static RefusedException at(Optional<Position> place, String message) {
        return badRequest(place.map(at -> "line %d:%d: ".formatted(at.line(), at.column()))
                        .orElse("")
                + message);
    }

    public static RefusedException badRequest(String message) {
        return new RefusedException(400, message);
    }

    /// An HTTP status.
    public int status() {
        return status;
    }

    /// The sentence without the place at its beginning.
    public String sentence() {
        return POSITION.matcher(message()).replaceFirst("");
    }

    /// Where in the statement it went wrong.
    ///
    /// @param line   from 1
    /// @param column from 1
    public record Position(int line, int column) {}

    public Optional<Position> position() {
        Matcher position = POSITION.matcher(message());
        return position.find()
                ? Optional.of(new Position(Integer.parseInt(position.group(1)), Integer.parseInt(position.group(2))))
                : Optional.empty();
    }

    private String message() {
        return String.valueOf(getMessage());
    }
}
