package dev.telegramlake.analytics.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The data as RFC 4180, one line a value: questions have different columns. Null is an empty field without quotes.
final class CsvReport {
    private CsvReport() {}

    static void write(Writer out, List<Report.Answered> answers) throws IOException {
        line(out, "question", "row", "column", "value");
        for (Report.Answered answered : answers) {
            List<List<@Nullable String>> rows = answered.answer().rows();
            for (int i = 0; i < rows.size(); i++) {
                for (int j = 0; j < answered.answer().columns().size(); j++) {
                    line(
                            out,
                            answered.question().name(),
                            String.valueOf(i + 1),
                            answered.answer().columns().get(j).name(),
                            rows.get(i).get(j));
                }
            }
        }
    }

    private static void line(Writer out, @Nullable String... values) throws IOException {
        String separator = "";
        for (String value : values) {
            out.write(separator);
            if (value != null) {
                out.write('"' + formulaSafe(value).replace("\"", "\"\"") + '"');
            }
            separator = ",";
        }
        out.write("\r\n");
    }

    /// What people wrote must not become a formula of the spreadsheet that opens the file; numbers stay numbers.
    private static String formulaSafe(String value) {
        boolean formula = !value.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(value.charAt(0)) >= 0;
        return formula && !value.matches("-?[0-9.]+(E-?[0-9]+)?") ? "'" + value : value;
    }
}
