package dev.telegramlake.local.query;

import dev.telegramlake.local.athena.ddl.DdlException;
import dev.telegramlake.local.athena.ddl.HiveDdl;
import dev.telegramlake.local.athena.ddl.HiveDdlParser;
import dev.telegramlake.local.http.RefusedException;
import dev.telegramlake.local.http.RefusedException.Position;
import dev.telegramlake.local.trino.EmbeddedTrino;
import dev.telegramlake.local.trino.StatementLimits;
import dev.telegramlake.local.trino.TrinoQueryException;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Explain;
import io.trino.sql.tree.ExplainAnalyze;
import io.trino.sql.tree.GroupingElement;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.PropertiesCharacteristic;
import io.trino.sql.tree.QualifiedName;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.SessionProperty;
import io.trino.sql.tree.ShowCatalogs;
import io.trino.sql.tree.ShowColumns;
import io.trino.sql.tree.ShowCreate;
import io.trino.sql.tree.ShowFunctions;
import io.trino.sql.tree.ShowSchemas;
import io.trino.sql.tree.ShowSession;
import io.trino.sql.tree.ShowStats;
import io.trino.sql.tree.ShowTables;
import io.trino.sql.tree.Statement;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TableFunctionInvocation;
import java.util.Optional;
import java.util.stream.Stream;

/// One statement that reads and does nothing else, by the parsers that the engines themselves use: what they do not
/// read as one of the few statements here is refused.
sealed interface ReadOnlyStatement {
    /// A statement for Trino.
    record OfTrino(String sql) implements ReadOnlyStatement {}

    /// A statement of Hive, whose answer is lines.
    record OfHive(HiveDdl statement) implements ReadOnlyStatement {}

    /// Reads a statement.
    ///
    /// @throws RefusedException where it is anything else, or no SQL
    static ReadOnlyStatement parse(String sql) {
        try {
            StatementLimits.require(sql);
        } catch (TrinoQueryException e) {
            throw RefusedException.badRequest(e.message());
        }
        return hive(sql).<ReadOnlyStatement>map(OfHive::new).orElseGet(() -> new OfTrino(trino(sql)));
    }

    private static Optional<HiveDdl> hive(String sql) {
        Optional<HiveDdl> statement;
        try {
            statement = HiveDdlParser.parse(sql);
        } catch (DdlException broken) {
            throw RefusedException.badRequest(broken.message());
        }
        statement.ifPresent(ddl -> {
            boolean reads = switch (ddl) {
                case HiveDdl.ShowPartitions show -> true;
                case HiveDdl.ShowCreateTable show -> true;
                case HiveDdl.Describe describe -> true;
                case HiveDdl.CreateDatabase create -> false;
                case HiveDdl.CreateTable create -> false;
                case HiveDdl.AddColumns add -> false;
                case HiveDdl.DropTable drop -> false;
                case HiveDdl.RepairTable repair -> false;
                case HiveDdl.AddPartitions add -> false;
                case HiveDdl.SetLocation set -> false;
                case HiveDdl.DropPartitions drop -> false;
            };
            if (!reads) {
                throw readOnly(Optional.empty());
            }
        });
        // Trino describes views as well.
        return statement.filter(ddl -> !(ddl instanceof HiveDdl.Describe));
    }

    private static String trino(String sql) {
        String statement = withoutLastSemicolon(sql);
        try {
            requireRead(new SqlParser().createStatement(statement));
        } catch (ParsingException broken) {
            boolean isSecondStatement = broken.getErrorMessage().startsWith("mismatched input ';'");
            throw RefusedException.at(
                    Optional.of(new Position(broken.getLineNumber(), broken.getColumnNumber())),
                    isSecondStatement
                            ? "One statement at a time: nothing may follow this semicolon."
                            : broken.getErrorMessage());
        }
        return statement;
    }

    private static String withoutLastSemicolon(String sql) {
        String stripped = sql.stripTrailing();
        return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }

    private static void requireRead(Statement statement) {
        Statement read = switch (statement) {
            case Explain explain -> requireQuery(explain.getStatement());
            case ExplainAnalyze explain -> requireQuery(explain.getStatement());
            default -> statement;
        };
        boolean reads = switch (read) {
            case Query query -> true;
            case ShowTables show -> true;
            case ShowSchemas show -> true;
            case ShowColumns show -> true;
            case ShowCreate show -> true;
            case ShowCatalogs show -> true;
            case ShowFunctions show -> true;
            case ShowSession show -> true;
            case ShowStats show -> true;
            default -> false;
        };
        if (!reads) {
            throw readOnly(place(statement));
        }
        requireTablesOfTheLake(read);
    }

    private static Query requireQuery(Statement explained) {
        if (explained instanceof Query query) {
            return query;
        }
        throw readOnly(place(explained));
    }

    /// A table function can do anything: the Hive connector has one that writes files. Other catalogs are those of
    /// the engine itself, which Athena does not have.
    private static void requireTablesOfTheLake(Node node) {
        if (node instanceof TableFunctionInvocation function) {
            throw RefusedException.at(
                    place(function),
                    "The table function %s is not allowed here. Read from a table.".formatted(function.getName()));
        }
        if (node instanceof Table table) {
            QualifiedName name = table.getName();
            if (name.getParts().size() > 2 && !name.getParts().getFirst().equals(EmbeddedTrino.CATALOG)) {
                throw RefusedException.at(
                        place(table),
                        "The catalog of %s is not open here. Leave it out, or write %s."
                                .formatted(name, EmbeddedTrino.CATALOG));
            }
        }
        if (node instanceof SessionProperty property) {
            throw RefusedException.at(place(property), "WITH SESSION is not allowed here. Leave it out.");
        }
        children(node).forEach(ReadOnlyStatement::requireTablesOfTheLake);
    }

    /// All nodes directly below one, also those that Trino's own list leaves out.
    static Stream<Node> children(Node node) {
        Stream<? extends Node> hidden = switch (node) {
            case GroupingElement grouping -> grouping.getExpressions().stream();
            case PropertiesCharacteristic characteristic -> characteristic.getProperties().stream();
            default -> Stream.of();
        };
        return Stream.concat(node.getChildren().stream(), hidden);
    }

    private static Optional<Position> place(Node node) {
        return node.getLocation().map(at -> new Position(at.getLineNumber(), at.getColumnNumber()));
    }

    private static RefusedException readOnly(Optional<Position> place) {
        return RefusedException.at(
                place,
                "Only statements that read are run here: SELECT, WITH, VALUES, TABLE, SHOW, DESCRIBE or EXPLAIN."
                        + " For others use ./lake query.");
    }
}
