package dev.telegramlake.local.forget;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.telegramlake.local.change.DayDatabase;
import dev.telegramlake.local.change.RowFiles;
import dev.telegramlake.local.change.TableRows;
import dev.telegramlake.local.change.TransformCalls;
import dev.telegramlake.local.change.TransformCalls.ReceivedUpdate;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Finds a subject in files of the table, and makes the rows that take the place of those with it.
final class RowSearch {
    private static final List<Column> UPDATE_ID = UpdatesTable.COLUMNS.stream()
            .filter(column -> column.name().equals("update_id"))
            .toList();

    private final Names names;

    RowSearch(Names names) {
        this.names = names;
    }

    /// What is to be done with the rows of some files.
    ///
    /// @param replaced rows in `rows`
    /// @param removed  ids in `ids`
    record Found(long replaced, long removed, Path rows, Path ids) {
        boolean isNothing() {
            return replaced + removed == 0;
        }
    }

    /// Gives the updates that may have the subject in them to somebody.
    void updates(RowFiles files, DayDatabase database, Consumer<String> reader)
            throws IOException, InterruptedException {
        database.read(candidates(files, database), row -> reader.accept(row.getString(3)));
    }

    /// @param folder for the rows and the ids
    Found find(RowFiles files, DayDatabase database, Scrubber scrubber, Path folder)
            throws IOException, InterruptedException {
        Path made = folder.resolve("rows.parquet");
        Path removed = folder.resolve("ids.parquet");
        try (TableRows rows = new TableRows(made);
                TableRows ids = new TableRows(removed, UPDATE_ID);
                TransformCalls calls = new TransformCalls(row -> {
                    byte[] json = row.json();
                    if (json == null) {
                        throw new IOException("The transform refuses an update that it took before: "
                                + new String(row.update().data(), StandardCharsets.UTF_8));
                    }
                    rows.append(json);
                })) {
            database.read(candidates(files, database), row -> {
                switch (scrubber.judge(row.getString(3))) {
                    case Scrubber.Keep keep -> {}
                    case Scrubber.Remove remove -> ids.append(idRow(row.getLong(1)));
                    case Scrubber.Replace replace ->
                        calls.add(new ReceivedUpdate(
                                row.getLong(2), replace.update().getBytes(StandardCharsets.UTF_8)));
                }
            });
            calls.finish();
            return new Found(rows.count(), ids.count(), made, removed);
        }
    }

    /// Each update once; the exact look is at its text.
    private String candidates(RowFiles files, DayDatabase database) {
        return """
                SELECT update_id, epoch_ms(min(arrival_time)), arg_min(payload, arrival_time)
                FROM %s
                WHERE update_id IS NOT NULL AND %s
                GROUP BY update_id
                """.formatted(files.sql(database.shape()), names.sql("payload"));
    }

    private static byte[] idRow(long updateId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("update_id", updateId)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
