package dev.telegramlake.schema;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// One column of the table `updates`: everything that the flattening, the Glue table, the local table and the data
/// dictionary know of it.
///
/// @param name    lower case with underscores, the same everywhere
/// @param comment what the values mean, in a sentence or two; units and time zone included. The Glue Data Catalog takes
///                [255 characters](https://docs.aws.amazon.com/glue/latest/webapi/API_Column.html)
/// @param sources where the value comes from, best first: the first that an update has is taken
public record Column(String name, ColumnType type, String comment, List<Source> sources) {
    private static final int COMMENT_LENGTH = 255;

    public Column {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(comment, "comment is null");
        sources = List.copyOf(sources);
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("Not a column name: " + name);
        }
        if (comment.length() > COMMENT_LENGTH) {
            throw new IllegalArgumentException("The comment of column %s has %d characters, at most %d are allowed"
                    .formatted(name, comment.length(), COMMENT_LENGTH));
        }
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("Column " + name + " has no source");
        }
    }
}
