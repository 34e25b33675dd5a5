package dev.telegramlake.local.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a result is written. Values are as Athena prints them.
enum OutputFormat {
    /// For people: columns side by side, null as nothing, control characters as spaces. Long values are cut where
    /// there is more than one column.
    table {
        @Override
        void print(List<String> columns, List<List<@Nullable String>> rows, PrintWriter out) {
            int[] widths = new int[columns.size()];
            for (int i = 0; i < widths.length; i++) {
                widths[i] = width(columns.get(i));
                for (List<@Nullable String> row : rows) {
                    widths[i] = Math.max(widths[i], width(cell(row, i)));
                }
            }
            line(columns, widths, out);
            line(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths, out);
            for (List<@Nullable String> row : rows) {
                line(row, widths, out);
            }
        }

        private void line(List<? extends @Nullable String> row, int[] widths, PrintWriter out) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = cell(row, i);
                line.append(cell).repeat(' ', widths[i] - width(cell) + 2);
            }
            out.println(line.toString().stripTrailing());
        }

        private String cell(List<? extends @Nullable String> row, int index) {
            String value = index < row.size() ? row.get(index) : null;
            String shown = value == null ? "" : TerminalText.line(value);
            return row.size() == 1 || width(shown) <= WIDEST
                    ? shown
                    : shown.substring(0, shown.offsetByCodePoints(0, WIDEST - 1)) + "…";
        }
    },

    /// RFC 4180, all values quoted but null, which is empty.
    csv {
        @Override
        void print(List<String> columns, List<List<@Nullable String>> rows, PrintWriter out) {
            out.print(line(columns) + "\r\n");
            rows.forEach(row -> out.print(line(row) + "\r\n"));
        }

        private String line(List<? extends @Nullable String> row) {
            return row.stream()
                    .map(value -> value == null ? "" : '"' + value.replace("\"", "\"\"") + '"')
                    .collect(Collectors.joining(","));
        }
    },

    /// An array of objects, one a row; every value is a string or null.
    json {
        @Override
        void print(List<String> columns, List<List<@Nullable String>> rows, PrintWriter out) throws IOException {
            try (JsonGenerator generator =
                    new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
                generator.writeStartArray();
                for (List<@Nullable String> row : rows) {
                    generator.writeRaw('\n');
                    generator.writeStartObject();
                    for (int i = 0; i < columns.size(); i++) {
                        generator.writeStringField(columns.get(i), i < row.size() ? row.get(i) : null);
                    }
                    generator.writeEndObject();
                }
                generator.writeRaw('\n');
                generator.writeEndArray();
            }
            out.println();
        }
    };

    private static final int WIDEST = 60;

    abstract void print(List<String> columns, List<List<@Nullable String>> rows, PrintWriter out) throws IOException;

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
