package dev.telegramlake.local;

import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The system's Chromium, and all that its pages complained of.
final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final double PATIENCE_MILLIS = 60_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final List<String> complaints = new ArrayList<>();

    /// @param arguments beside those that every test needs
    private Browser(Path executable, List<String> arguments) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(Stream.concat(
                                        Stream.of("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
                                        arguments.stream())
                                .toList()));
    }

    /// Skips the test where there is none.
    static void requireOne() {
        if (find().isEmpty()) {
            String loud = "NO BROWSER: the page is not tested. Install one of " + NAMES + " (Debian: chromium).";
            System.err.println("\n*** " + loud + " ***\n");
            abort(loud);
        }
    }

    static Browser start() {
        return new Browser(find().orElseThrow(), List.of());
    }

    /// One for which a name of another site is this machine's.
    static Browser startWith(String name) {
        return new Browser(find().orElseThrow(), List.of("--host-resolver-rules=MAP %s 127.0.0.1".formatted(name)));
    }

    private static Optional<Path> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// A fresh page.
    ///
    /// @param language as browsers name it, for example `pt-BR`
    Page open(int width, int height, ColorScheme colours, String language) {
        BrowserContext context = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colours)
                .setLocale(language)
                // West of Greenwich: a day that is read in the browser's own zone would be the day before.
                .setTimezoneId("America/Sao_Paulo"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("exception: " + error));
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        return page;
    }

    /// Console errors and warnings (Vega's, and those about the content security policy, are among them),
    /// exceptions and dialogs, since the last call.
    List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
