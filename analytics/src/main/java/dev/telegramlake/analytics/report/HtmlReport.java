package dev.telegramlake.analytics.report;

import dev.telegramlake.analytics.Catalog;
import dev.telegramlake.analytics.Period;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One HTML file that needs nothing else: data, charts, and the code that draws them.
///
/// What people wrote stands in it as JSON only, with `<` escaped, and reaches the page as text.
final class HtmlReport {
    private static final List<String> SCRIPTS = List.of("vega.min.js", "vega-lite.min.js");

    private HtmlReport() {}

    static void write(Writer out, Period period, List<Report.Answered> answers) throws IOException {
        StringWriter data = new StringWriter();
        JsonReport.write(data, period, answers);
        StringBuilder scripts = new StringBuilder();
        for (String script : SCRIPTS) {
            scripts.append("<script>")
                    .append(resource(Catalog.class, "vendor/" + script))
                    .append("</script>\n");
        }
        out.write(resource(HtmlReport.class, "report.html")
                .replace("<!-- scripts -->", scripts)
                .replace("<!-- data -->", data.toString().replace("<", "\\u003c")));
    }

    private static String resource(Class<?> place, String name) throws IOException {
        try (InputStream file = place.getResourceAsStream(name)) {
            if (file == null) {
                throw new IOException("%s is not part of this build".formatted(name));
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
