package dev.telegramlake.local.athena.ddl;

import dev.telegramlake.local.athena.ddl.HiveDdl.ColumnDefinition;
import dev.telegramlake.local.athena.ddl.HiveDdl.FileFormat;
import dev.telegramlake.local.athena.ddl.HiveDdl.PartitionAt;
import dev.telegramlake.local.athena.ddl.HiveDdl.PartitionSpec;
import dev.telegramlake.local.athena.ddl.HiveDdl.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the statements of [HiveDdl]. What it does not begin to recognise is not DDL of Hive, and is Trino's.
public final class HiveDdlParser {
    private static final String OPENX = "org.openx.data.jsonserde.JsonSerDe";

    private static final int DEEPEST = 100;

    /// Of [decimal](https://docs.aws.amazon.com/athena/latest/ug/data-types.html), char and varchar.
    private static final int MAX_PRECISION = 38;

    private static final int MAX_CHAR = 255;
    private static final int MAX_VARCHAR = 65_535;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");

    private final Tokens tokens;
    private int depth;

    private HiveDdlParser(String sql) {
        tokens = new Tokens(sql);
    }

    /// The statement, or empty when it is one for Trino.
    ///
    /// @throws DdlException naming the place of what does not fit
    public static Optional<HiveDdl> parse(String sql) throws DdlException {
        HiveDdlParser parser = new HiveDdlParser(sql);
        Optional<HiveDdl> statement = parser.statement();
        if (statement.isPresent()) {
            parser.tokens.expectEnd();
        }
        return statement;
    }

    private Optional<HiveDdl> statement() throws DdlException {
        if (tokens.take("CREATE", "DATABASE") || tokens.take("CREATE", "SCHEMA")) {
            boolean ifNotExists = tokens.take("IF", "NOT", "EXISTS");
            return Optional.of(new HiveDdl.CreateDatabase(tokens.name(), ifNotExists));
        }
        if (tokens.take("CREATE", "EXTERNAL", "TABLE")) {
            return Optional.of(createTable());
        }
        if (tokens.take("DROP", "TABLE")) {
            boolean ifExists = tokens.take("IF", "EXISTS");
            return Optional.of(new HiveDdl.DropTable(table(), ifExists));
        }
        if (tokens.take("MSCK", "REPAIR", "TABLE")) {
            return Optional.of(new HiveDdl.RepairTable(table()));
        }
        if (tokens.take("ALTER", "TABLE")) {
            return Optional.of(alterTable(table()));
        }
        if (tokens.take("SHOW", "PARTITIONS")) {
            return Optional.of(new HiveDdl.ShowPartitions(table()));
        }
        if (tokens.take("SHOW", "CREATE", "TABLE")) {
            return Optional.of(new HiveDdl.ShowCreateTable(table()));
        }
        if (tokens.take("DESCRIBE") || tokens.take("DESC")) {
            return Optional.of(new HiveDdl.Describe(table()));
        }
        return Optional.empty();
    }

    private HiveDdl alterTable(TableName table) throws DdlException {
        if (tokens.take("ADD", "COLUMNS")) {
            return new HiveDdl.AddColumns(table, columns());
        }
        if (tokens.take("ADD")) {
            boolean ifNotExists = tokens.take("IF", "NOT", "EXISTS");
            List<PartitionAt> partitions = new ArrayList<>();
            tokens.expect("PARTITION");
            do {
                PartitionSpec partition = partition();
                partitions.add(new PartitionAt(
                        partition, tokens.take("LOCATION") ? Optional.of(tokens.string()) : Optional.empty()));
            } while (tokens.take("PARTITION"));
            return new HiveDdl.AddPartitions(table, ifNotExists, partitions);
        }
        if (tokens.take("DROP")) {
            boolean ifExists = tokens.take("IF", "EXISTS");
            List<PartitionSpec> partitions = new ArrayList<>();
            do {
                tokens.expect("PARTITION");
                partitions.add(partition());
            } while (tokens.take(","));
            return new HiveDdl.DropPartitions(table, ifExists, partitions);
        }
        tokens.expect("PARTITION");
        PartitionSpec partition = partition();
        tokens.expect("SET", "LOCATION");
        return new HiveDdl.SetLocation(table, partition, tokens.string());
    }

    private HiveDdl createTable() throws DdlException {
        boolean ifNotExists = tokens.take("IF", "NOT", "EXISTS");
        TableName table = table();
        List<ColumnDefinition> columns = columns();
        Optional<String> comment = tokens.take("COMMENT") ? Optional.of(tokens.string()) : Optional.empty();
        List<ColumnDefinition> partitionedBy = tokens.take("PARTITIONED", "BY") ? columns() : List.of();
        FileFormat format = format();
        tokens.expect("LOCATION");
        String location = tokens.string();
        if (tokens.take("TBLPROPERTIES")) {
            properties();
        }
        return new HiveDdl.CreateTable(table, ifNotExists, columns, partitionedBy, comment, format, location);
    }

    private FileFormat format() throws DdlException {
        Optional<String> serde = Optional.empty();
        if (tokens.take("ROW", "FORMAT", "SERDE")) {
            serde = Optional.of(tokens.string());
            if (tokens.take("WITH", "SERDEPROPERTIES")) {
                properties();
            }
        }
        String storedAs = "";
        if (tokens.take("STORED", "AS", "INPUTFORMAT")) {
            storedAs = tokens.string();
            tokens.expect("OUTPUTFORMAT");
            tokens.string();
        } else if (tokens.take("STORED", "AS")) {
            storedAs = tokens.name();
        }
        if (serde.isPresent() && serde.get().equals(OPENX)) {
            return FileFormat.OPENX_JSON;
        }
        if (storedAs.toLowerCase(Locale.ROOT).contains("parquet")) {
            return FileFormat.PARQUET;
        }
        throw tokens.unexpected("STORED AS PARQUET or SERDE '" + OPENX + "'");
    }

    private Map<String, String> properties() throws DdlException {
        Map<String, String> properties = new LinkedHashMap<>();
        tokens.expect("(");
        do {
            String key = tokens.string();
            tokens.expect("=");
            properties.put(key, tokens.string());
        } while (tokens.take(","));
        tokens.expect(")");
        return properties;
    }

    private TableName table() throws DdlException {
        String first = tokens.name();
        return tokens.take(".")
                ? new TableName(Optional.of(first), tokens.name())
                : new TableName(Optional.empty(), first);
    }

    private List<ColumnDefinition> columns() throws DdlException {
        List<ColumnDefinition> columns = new ArrayList<>();
        tokens.expect("(");
        do {
            String name = tokens.name();
            HiveTypeName type = type();
            Optional<String> comment = tokens.take("COMMENT") ? Optional.of(tokens.string()) : Optional.empty();
            columns.add(new ColumnDefinition(name, type, comment));
        } while (tokens.take(","));
        tokens.expect(")");
        return columns;
    }

    private PartitionSpec partition() throws DdlException {
        Map<String, String> values = new LinkedHashMap<>();
        tokens.expect("(");
        do {
            String key = tokens.name();
            tokens.expect("=");
            values.put(key, tokens.value());
        } while (tokens.take(","));
        tokens.expect(")");
        return new PartitionSpec(values);
    }

    private HiveTypeName type() throws DdlException {
        if (depth == DEEPEST) {
            throw new DdlException("FAILED: ParseException: types stand in types more than %d deep".formatted(DEEPEST));
        }
        depth++;
        HiveTypeName type = type(tokens.name());
        depth--;
        return type;
    }

    private HiveTypeName type(String name) throws DdlException {
        return switch (name) {
            case "string" -> new HiveTypeName(name, "varchar");
            case "int", "integer" -> new HiveTypeName("int", "integer");
            case "float" -> new HiveTypeName(name, "real");
            case "binary" -> new HiveTypeName(name, "varbinary");
            case "timestamp" -> new HiveTypeName(name, "timestamp(3)");
            case "bigint", "smallint", "tinyint", "boolean", "double", "date" -> new HiveTypeName(name, name);
            case "decimal", "varchar", "char" -> sized(name);
            case "array" -> array();
            case "map" -> map();
            case "struct" -> struct();
            default -> throw new DdlException("FAILED: ParseException: unknown type '%s'".formatted(name));
        };
    }

    private HiveTypeName sized(String name) throws DdlException {
        if (!tokens.take("(")) {
            return new HiveTypeName(name, name);
        }
        String size = switch (name) {
            case "decimal" -> decimalSize();
            case "char" -> String.valueOf(size("the length of char", 1, MAX_CHAR));
            default -> String.valueOf(size("the length of varchar", 1, MAX_VARCHAR));
        };
        tokens.expect(")");
        return new HiveTypeName(name + "(" + size + ")", name + "(" + size + ")");
    }

    private String decimalSize() throws DdlException {
        int precision = size("the precision of decimal", 1, MAX_PRECISION);
        return tokens.take(",")
                ? precision + "," + size("the scale of decimal", 0, precision)
                : String.valueOf(precision);
    }

    private int size(String what, int min, int max) throws DdlException {
        String digits = tokens.name();
        int size = DIGITS.matcher(digits).matches() ? Integer.parseInt(digits) : -1;
        if (size < min || size > max) {
            throw new DdlException("FAILED: ParseException: %s must be a number from %d to %d, but is '%s'"
                    .formatted(what, min, max, digits));
        }
        return size;
    }

    private HiveTypeName array() throws DdlException {
        tokens.expect("<");
        HiveTypeName element = type();
        tokens.expect(">");
        return new HiveTypeName("array<%s>".formatted(element.hive()), "array(%s)".formatted(element.trino()));
    }

    private HiveTypeName map() throws DdlException {
        tokens.expect("<");
        HiveTypeName key = type();
        tokens.expect(",");
        HiveTypeName value = type();
        tokens.expect(">");
        return new HiveTypeName(
                "map<%s,%s>".formatted(key.hive(), value.hive()), "map(%s,%s)".formatted(key.trino(), value.trino()));
    }

    private HiveTypeName struct() throws DdlException {
        tokens.expect("<");
        List<String> hive = new ArrayList<>();
        List<String> trino = new ArrayList<>();
        do {
            String field = tokens.name();
            tokens.expect(":");
            HiveTypeName type = type();
            hive.add(field + ":" + type.hive());
            trino.add('"' + field + "\" " + type.trino());
        } while (tokens.take(","));
        tokens.expect(">");
        return new HiveTypeName("struct<" + String.join(",", hive) + ">", "row(" + String.join(", ", trino) + ")");
    }
}
