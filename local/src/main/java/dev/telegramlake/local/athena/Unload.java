package dev.telegramlake.local.athena;

import dev.telegramlake.local.athena.ddl.DdlException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An [UNLOAD](https://docs.aws.amazon.com/athena/latest/ug/unload.html) statement: a query whose rows become Parquet
/// files.
///
/// @param target      an S3 URI that ends in a slash
/// @param compression as Trino names it
record Unload(String query, URI target, String compression) {
    private static final Pattern STATEMENT = Pattern.compile(
            "\\s*UNLOAD\\s*\\((?<query>.*)\\)\\s*TO\\s*'(?<target>[^']*)'\\s*WITH\\s*\\((?<options>[^()]*)\\)\\s*;?\\s*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern OPTION = Pattern.compile("\\s*(?<name>\\w+)\\s*=\\s*'(?<value>[^']*)'\\s*");
    private static final Set<String> COMPRESSIONS = Set.of("GZIP", "SNAPPY", "ZSTD", "LZ4", "NONE");

    /// The statement, or empty when it is another one.
    ///
    /// @throws DdlException when it is an UNLOAD that cannot be run here
    static Optional<Unload> parse(String sql) throws DdlException {
        if (!sql.strip().toUpperCase(Locale.ROOT).startsWith("UNLOAD")) {
            return Optional.empty();
        }
        Matcher statement = STATEMENT.matcher(sql);
        if (!statement.matches()) {
            throw new DdlException(
                    "FAILED: UNLOAD must be UNLOAD (SELECT ...) TO 's3://...' WITH (format = 'PARQUET')");
        }
        String format = "";
        String compression = "GZIP";
        for (String text : statement.group("options").split(",", -1)) {
            Matcher option = OPTION.matcher(text);
            if (!option.matches()) {
                throw new DdlException("FAILED: '%s' is no option of UNLOAD".formatted(text.strip()));
            }
            String value = option.group("value").toUpperCase(Locale.ROOT);
            switch (option.group("name").toLowerCase(Locale.ROOT)) {
                case "format" -> format = value;
                case "compression" -> compression = value;
                default ->
                    throw new DdlException(
                            "FAILED: UNLOAD's option %s is not supported here".formatted(option.group("name")));
            }
        }
        if (!format.equals("PARQUET") || !COMPRESSIONS.contains(compression)) {
            throw new DdlException("FAILED: UNLOAD writes PARQUET with one of %s here, not %s with %s"
                    .formatted(COMPRESSIONS.stream().sorted().toList(), format, compression));
        }
        return Optional.of(new Unload(statement.group("query"), target(statement.group("target")), compression));
    }

    private static URI target(String location) throws DdlException {
        return S3Folder.of(location)
                .filter(folder -> folder.getPath().length() > 1)
                .orElseThrow(() -> new DdlException("FAILED: '%s' is not an S3 path to unload to".formatted(location)));
    }
}
