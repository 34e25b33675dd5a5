package dev.telegramlake.local.athena;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.local.trino.ResultSink;
import dev.telegramlake.local.trino.TrinoColumn;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The result of one statement: a file to be stored in S3, and the same rows in a form that pages can be read from.
///
/// A table is CSV, and its first row is the header. Everything else is text, with tabs between a line's values.
final class ResultFile implements ResultSink, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean table;
    private final Path file;
    private final Path pages;
    private final BufferedWriter fileWriter;
    private final BufferedWriter pageWriter;
    private List<TrinoColumn> columns = List.of();

    /// Opens the files.
    ///
    /// @param folder for temporary files
    ResultFile(Path folder, String id, boolean table) throws IOException {
        this.table = table;
        file = folder.resolve(id + ".result");
        pages = folder.resolve(id + ".pages");
        fileWriter = Files.newBufferedWriter(file);
        pageWriter = Files.newBufferedWriter(pages);
    }

    /// A page of rows.
    ///
    /// @param next where the next page begins; -1 after the last row
    record Page(List<List<@Nullable String>> rows, long next) {}

    @Override
    public void columns(List<TrinoColumn> named) throws IOException {
        columns = List.copyOf(named);
        if (table) {
            write(named.stream().<@Nullable String>map(TrinoColumn::name).toList());
        }
    }

    @Override
    public void row(List<@Nullable Object> values) throws IOException {
        List<@Nullable String> printed = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            printed.add(AthenaValue.print(values.get(i), columns.get(i).type()));
        }
        write(printed);
    }

    /// The lines of a statement that has no columns: each line is a row.
    void lines(List<String> lines) throws IOException {
        columns = List.of(new TrinoColumn("result", "varchar"));
        for (String line : lines) {
            write(List.of(line));
        }
    }

    private void write(List<? extends @Nullable String> row) throws IOException {
        String separator = "";
        for (String value : row) {
            fileWriter.write(separator);
            if (value != null) {
                fileWriter.write(table ? '"' + value.replace("\"", "\"\"") + '"' : value);
            }
            separator = table ? "," : "\t";
        }
        fileWriter.write('\n');
        pageWriter.write(json(row) + "\n");
    }

    private static String json(List<? extends @Nullable String> row) throws JsonProcessingException {
        return JSON.writeValueAsString(row);
    }

    List<TrinoColumn> columns() {
        return columns;
    }

    /// The file to store, complete after [#close].
    Path file() {
        return file;
    }

    /// Reads a page.
    ///
    /// @param from 0, or the place that the page before gave
    /// @return empty where no row begins at that place
    Optional<Page> page(long from, int most) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(pages)) {
            if (from > 0 && !endsRow(channel, from - 1)) {
                return Optional.empty();
            }
            BufferedReader reader =
                    new BufferedReader(Channels.newReader(channel.position(from), StandardCharsets.UTF_8));
            long place = from;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (rows.size() == most) {
                    return Optional.of(new Page(rows, place));
                }
                rows.add(Arrays.asList(JSON.readValue(line, String[].class)));
                place += line.getBytes(StandardCharsets.UTF_8).length + 1;
            }
            return Optional.of(new Page(rows, -1));
        }
    }

    private static boolean endsRow(FileChannel channel, long place) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(1);
        return channel.read(end, place) == 1 && end.get(0) == '\n';
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(pages);
    }

    @Override
    public void close() throws IOException {
        fileWriter.close();
        pageWriter.close();
    }
}
