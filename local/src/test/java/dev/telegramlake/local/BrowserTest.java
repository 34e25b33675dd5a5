package dev.telegramlake.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.telegramlake.analytics.Catalog;
import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/// The page in a real browser, on a running pipeline. Pictures of it are left in `target/screenshots`.
///
/// Some calls of Playwright wait for ever on a browser that hangs: each test has its own, and a limit.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class BrowserTest {
    private static final String SECRET = "test-secret";
    private static final double PATIENCE_MILLIS = 60_000;

    /// So high that all charts are on the screen.
    private static final int WHOLE_PAGE = 9000;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static Pipeline pipeline;

    private Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Browser.requireOne();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        pipeline = Pipeline.start(TestSettings.of(folder, SECRET));
        Instant midnight = Instant.now().truncatedTo(ChronoUnit.DAYS);
        for (String update : SampleMonth.before(midnight)) {
            post(update);
        }
        try (Browser first = Browser.start()) {
            assertThat(open(first, "#pipeline").locator("#buffered")).hasText("0");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (pipeline != null) {
            pipeline.close();
        }
        HTTP.close();
    }

    @BeforeEach
    void openBrowser() {
        browser = Browser.start();
    }

    @AfterEach
    void nothingWasComplainedOf() {
        try (Browser used = browser) {
            assertThat(used.complaints()).isEmpty();
        }
    }

    @Test
    void everyQuestionIsAChartWithATextAlternative() throws IOException {
        Page page = browser.open(1280, WHOLE_PAGE, ColorScheme.LIGHT, "en-US");
        page.navigate(pipeline.page().toString());

        Locator charts = page.locator(".chart");
        assertThat(page.locator(".plot svg")).hasCount(Catalog.questions().size());
        for (int i = 0; i < charts.count(); i++) {
            Locator chart = charts.nth(i);
            String name = chart.getAttribute("id");
            assertThat(chart.locator("svg .mark-rect path, svg .mark-symbol path, svg .mark-line path")
                            .count())
                    .as(name)
                    .isPositive();
            assertThat(chart.locator("[role=img]").getAttribute("aria-label"))
                    .as(name)
                    .contains("? ")
                    .containsPattern("[0-9] rows?\\.$");
        }
        picture(page, "charts-light");
    }

    @Test
    void whoWaitsSeesHowManyChartsAreLoaded() {
        Page page = browser.open(1280, 900, ColorScheme.LIGHT, "en-US");
        List<Route> held = new ArrayList<>();
        page.route("**/api/questions/*", held::add);
        page.navigate(pipeline.page().toString());
        Locator progress = page.locator("#progress");

        assertThat(progress).hasText(Pattern.compile("^0 of [0-9]+ charts loaded\\.$"));
        assertThat(page.getByText("Loading.").first()).isVisible();
        assertThat(page.getByText("Waiting for its turn.").first()).isVisible();
        page.unroute("**/api/questions/*");
        held.forEach(Route::resume);
        assertThat(progress).isEmpty();
        assertThat(page.locator(".plot svg").first()).isVisible();
    }

    @Test
    void aDayInATooltipIsTheDayOfTheRow() {
        Page page = open("#chart-messages_per_day");
        Locator chart = page.locator("#chart-messages_per_day");

        chart.locator("svg .mark-rect path").nth(1).hover();

        String secondDay = LocalDate.now(ZoneOffset.UTC).minusDays(28).toString();
        assertThat(page.locator(".tooltip dd").first()).hasText(secondDay);
    }

    @Test
    void aPostedMessageShowsUpWithoutAReload() throws Exception {
        Page page = open("#chart-top_people");
        Locator people = page.locator("#chart-top_people");
        people.getByText("Show as table").click();
        assertThat(people.locator("tbody tr")).hasCount(5);

        post("""
                {"update_id":50001,"message":{"message_id":90001,"date":%d,"chat":{"id":%d,"type":"supergroup"},\
                "from":{"id":77,"is_bot":false,"first_name":"Zoe"},"text":"Hello"}}""".formatted(Instant.now().getEpochSecond(), SampleMonth.SUPPORT));

        assertThat(people.getByText("Zoe")).isVisible();
        assertThat(page.locator("#lag")).containsText("From webhook to SQL:");
    }

    @Test
    void aFilterChangesAChart() {
        Page page = open("#chart-topics");
        Locator topics = page.locator("#chart-topics");
        topics.getByText("Show as table").click();
        assertThat(topics.locator("tbody")).containsText("Support");

        page.locator("#chat").selectOption(String.valueOf(SampleMonth.SECOND));
        topics.scrollIntoViewIfNeeded();
        assertThat(topics.locator("tbody")).not().containsText("Support");
        assertThat(topics.locator("tbody")).containsText("Second <b>group</b>");

        page.locator("#to").fill("2001-01-31");
        assertThat(page.locator("#filters-note")).containsText("Exchange the two");
        page.locator("#from").fill("2001-01-01");
        assertThat(page.locator("#filters-note")).isEmpty();
        topics.scrollIntoViewIfNeeded();
        assertThat(topics).containsText("No data in this period.");
    }

    @Test
    void anSqlErrorIsShownAtItsPlace() {
        Page page = open("#sql");

        page.locator("#statement").fill("SELECT kind,\n  nothing\nFROM updates");
        page.keyboard().press("Control+Enter");

        assertThat(page.locator("#sql-message")).hasText("Line 2, column 3: Column 'nothing' cannot be resolved");
        assertThat(page.locator("#sql-place").textContent()).isEqualTo("  nothing\n  ^");
        assertThat(page.evaluate("() => { const box = document.getElementById('statement');"
                        + " return box.value.slice(box.selectionStart, box.selectionEnd); }"))
                .isEqualTo("nothing");
        // Chromium itself tells of every answer that is an error.
        assertThat(browser.complaints()).hasSize(1).first().asString().contains("400 (Bad Request)");
    }

    @Test
    void aStatementIsRunWithItsResultAndItsFile() throws IOException {
        Page page = open("#sql");
        page.locator("#tables li button").first().click();
        assertThat(page.locator("#statement")).hasValue(Pattern.compile("update_id"));

        page.locator("#statement")
                .fill("SELECT * FROM (VALUES (1, '=1+1'), (-2, 'a \"b\", c'), (NULL, '＠x')) AS t (n, text)");
        page.locator("#run").click();
        assertThat(page.locator("#sql-note")).containsText("3 rows, 0 bytes scanned");
        assertThat(page.locator("#sql-result tbody tr")).hasCount(3);

        Download download = page.waitForDownload(() -> page.locator("#download").click());
        assertThat(Files.readString(download.path()))
                .isEqualTo("n,text\r\n1,'=1+1\r\n-2,\"a \"\"b\"\", c\"\r\n,'＠x\r\n");
    }

    @Test
    void aChartIsOpenedInTheSqlBoxWithItsPeriod() {
        Page page = open("#chart-topics");
        Locator topics = page.locator("#chart-topics");
        assertThat(topics.locator("svg")).isVisible();

        topics.getByText("Open in SQL box").click();
        page.locator("#run").click();

        assertThat(page.locator("#statement"))
                .hasValue(Pattern.compile("DATE '" + LocalDate.now(ZoneOffset.UTC) + "' AS to_day"));
        assertThat(page.locator("#sql-result tbody")).containsText("Support");
    }

    @Test
    void aFailedRecordIsShownWithItsReason() {
        try (FirehoseClient firehose = FirehoseClient.builder()
                .endpointOverride(pipeline.aws())
                .region(Region.of(LocalCredentials.REGION))
                .credentialsProvider(pipeline.credentials().provider())
                .httpClientBuilder(Apache5HttpClient.builder())
                .build()) {
            firehose.putRecord(put -> put.deliveryStreamName(Lake.DELIVERY_STREAM)
                    .record(record -> record.data(SdkBytes.fromUtf8String("no update"))));
        }
        Page page = open("#failed");

        assertThat(page.locator("#failed-rows")).containsText("Lambda.ProcessingFailedStatus");
        assertThat(page.locator("#failed-rows")).containsText("errors/processing-failed/");
        assertThat(page.locator("#transformed-notes a")).hasAttribute("href", "#failed");
    }

    @Test
    void textOfMessagesStaysText() {
        Page page = open("#chart-top_people");
        Locator people = page.locator("#chart-top_people");
        assertThat(people.locator("svg text", new Locator.LocatorOptions().setHasText(SampleMonth.HOSTILE_NAME)))
                .isVisible();
        people.locator("svg .mark-rect path").first().hover();
        people.getByText("Show as table").click();
        assertThat(people.locator("tbody")).containsText(SampleMonth.HOSTILE_NAME);
        assertThat(page.locator("img")).hasCount(0);

        page.navigate(pipeline.page() + "#sql");
        page.locator("#statement").fill("SELECT user_first_name, text FROM updates WHERE text LIKE '<img%'");
        page.locator("#run").click();
        assertThat(page.locator("#sql-result tbody tr").first()).containsText(SampleMonth.HOSTILE_TEXT);
        assertThat(page.locator("img")).hasCount(0);
    }

    @Test
    void thePageSpeaksTheLanguageOfTheBrowserOrTheChosenOne() throws IOException {
        Page page = browser.open(1280, 900, ColorScheme.DARK, "pt-BR");
        page.navigate(pipeline.page() + "#chart-hours_and_weekdays");
        Locator hours = page.locator("#chart-hours_and_weekdays");

        assertThat(hours).containsText("Em que hora de que dia da semana as pessoas usam o grupo?");
        assertThat(hours.locator("svg")).containsText("Dia da semana");
        assertThat(hours.locator("svg")).containsText("seg");
        picture(page, "charts-dark");

        page.getByText("English").click();
        assertThat(hours).containsText("At which hour of which weekday do people use the group?");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
    }

    @Test
    void aPhoneShowsThePageWithoutScrollingSideways() throws IOException {
        Page page = browser.open(390, 844, ColorScheme.LIGHT, "en-US");
        for (String part : List.of("#pipeline", "#sql", "#questions")) {
            page.navigate(pipeline.page() + part);
            assertThat(page.locator("nav a[aria-current]")).hasAttribute("href", part);
            assertThat(page.locator("#tables details")).not().hasCount(0);
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as(part)
                    .isEqualTo(390);
        }
        assertThat(page.locator(".plot svg").first()).isVisible();
        picture(page, "phone");
    }

    private Page open(String part) {
        return open(browser, part);
    }

    private static Page open(Browser browser, String part) {
        // One column, few charts on the screen: the others need no answer.
        Page page = browser.open(800, 500, ColorScheme.LIGHT, "en-US");
        page.navigate(pipeline.page() + part);
        return page;
    }

    private static void picture(Page page, String name) throws IOException {
        Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
        page.screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve(name + ".png")));
    }

    private static void post(String update) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(pipeline.webhook())
                        .header("X-Telegram-Bot-Api-Secret-Token", SECRET)
                        .POST(HttpRequest.BodyPublishers.ofString(update))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
