import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tries attacks on a pipeline that runs on this machine, each as it once succeeded, and prints a table. Run it with
/// `scripts/attack`. It sends to loopback addresses only.
final class Attacks {
    private static final String USAGE = """
            Usage: scripts/attack [--data DIR] [--port N] [--aws-port N] [--s3-port N] [--credentials ID:SECRET] [--no-times]

            Tries the attacks of docs/security.md on the pipeline that runs on this machine, with the credentials and the
            secret of its data folder, and prints what held. Two of them end the query engine, which starts again; some
            updates of a chat "attack" (-1000000000777) are posted to the webhook and stay in the table.

              --data DIR               data folder of the pipeline (default: data)
              --port, --aws-port, --s3-port
                                       its ports (default: 8080, 4566, 9000)
              --credentials ID:SECRET  instead of those in the data folder
              --no-times               do not count a slow webhook as broken
              --help                   this text

            Exit status: 0 all held, 1 something broke, 2 usage.""";

    private static final int PATIENCE_MILLIS = 120_000;
    private static final String BUCKET = "telegram-lake";
    private static final String FOLD =
            "SELECT cardinality(transform(sequence(1, 10000), x -> sequence(x, x + 9999)))";
    private static final List<String> BROWSER = List.of(
            "Origin: http://evil.example", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors");

    private final Path data;
    private final int page;
    private final int aws;
    private final int s3;
    private final String keyId;
    private final String secretKey;
    private final String webhookSecret;
    private final boolean countsTimes;
    private final Path outside;
    private int broken;
    private int updates;

    private Attacks(Map<String, String> options) throws IOException {
        data = Path.of(options.getOrDefault("--data", "data")).toAbsolutePath();
        page = Integer.parseInt(options.getOrDefault("--port", "8080"));
        aws = Integer.parseInt(options.getOrDefault("--aws-port", "4566"));
        s3 = Integer.parseInt(options.getOrDefault("--s3-port", "9000"));
        countsTimes = !options.containsKey("--no-times");
        webhookSecret = Files.readString(data.resolve("secret")).strip();
        String given = options.get("--credentials");
        if (given != null) {
            keyId = given.substring(0, given.indexOf(':'));
            secretKey = given.substring(given.indexOf(':') + 1);
        } else {
            String file = Files.readString(data.resolve("aws-credentials"));
            keyId = property(file, "aws_access_key_id");
            secretKey = property(file, "aws_secret_access_key");
        }
        outside = Files.createTempDirectory("attack-outside");
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--no-times")) {
                options.put(arguments[i], "");
            } else if (List.of("--data", "--port", "--aws-port", "--s3-port", "--credentials").contains(arguments[i])
                    && i + 1 < arguments.length) {
                options.put(arguments[i], arguments[++i]);
            } else {
                System.out.println(USAGE);
                System.exit(arguments[i].equals("--help") ? 0 : 2);
            }
        }
        Attacks attacks;
        try {
            attacks = new Attacks(options);
            attacks.send(attacks.page, "GET /api/status HTTP/1.1", List.of(), new byte[0]);
        } catch (IOException | NumberFormatException e) {
            System.err.println("No pipeline was found (" + e.getMessage() + "). Start ./lake up, and name its --data and ports.");
            System.exit(2);
            return;
        }
        System.exit(attacks.run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        System.out.printf("%-4s %-58s %-7s %s%n", "", "attack", "result", "detail");
        attempt("1", "S3 keys that are absolute paths: put, %2F, copy, multipart", this::absoluteKeys);
        attempt("2", "form post of a web page with a signed policy", this::formPost);
        attempt("3", "a web page reads objects, or has them run as a page", this::readByPage);
        attempt("4", "unsigned and half-signed S3 requests", this::halfSigned);
        attempt("5", "other ports of the pipeline: Trino, query engine", this::otherPorts);
        attempt("6", "a constant that takes all memory, 1 and then 4 at once", () -> statements(FOLD));
        attempt("7", "87,000 comments that nothing closes, 4 at once", () -> statements("/* ".repeat(87_000)));
        attempt("8", "20,000 parentheses, 4 at once",
                () -> statements("SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000)));
        attempt("10", "broken requests, to fill the logs", this::brokenRequests);
        attempt("11", "results and UNLOAD among the files of a table", this::resultsAmongRows);
        attempt("12", "table functions where the guard did not look", () -> refused(
                "SELECT 1 GROUP BY ROLLUP ((SELECT 1 FROM TABLE(system.unload(input => TABLE(updates)))))",
                "SELECT 1 GROUP BY GROUPING SETS ((), ((SELECT 1 FROM system.runtime.queries)))",
                "WITH FUNCTION f() RETURNS bigint WITH (p = (SELECT 1 FROM TABLE(system.unload()))) RETURN 1 SELECT f()"));
        attempt("13", "settings of the session", () -> refused("WITH SESSION query_max_run_time='9h' SELECT 1"));
        attempt("14", "columns inside of a type's size", this::typeInjection);
        attempt("16", "AWS port: from a page, unsigned, wrongly signed", this::awsPort);
        try (Stream<Path> files = Files.walk(outside)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
        System.out.println("9 (a data folder of another user) and 15 (direction marks) are tried by DataFolderTest and TerminalTextTest.");
        return broken == 0;
    }

    /// An attack throws what broke, and returns what it saw otherwise.
    private void attempt(String number, String name, Callable<String> attack) {
        String result = "held";
        String detail;
        try {
            detail = attack.call();
        } catch (Exception e) {
            result = "BROKEN";
            detail = String.valueOf(e.getMessage());
            broken++;
        }
        System.out.printf("%-4s %-58s %-7s %s%n", number, name, result, detail);
    }

    private static void hold(boolean held, String whatBroke) {
        if (!held) {
            throw new IllegalStateException(whatBroke);
        }
    }

    // ---- the S3 port

    private String absoluteKeys() throws Exception {
        byte[] body = "escaped".getBytes(StandardCharsets.UTF_8);
        String target = outside.resolve("escaped.txt").toString();
        String secret = Files.readString(data.resolve("secret"));
        List<String> keys = List.of(target, "%2F" + target.substring(1), "/" + target, data.resolve("secret").toString(),
                "..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2f" + target.substring(1));
        signedS3("PUT", "/" + BUCKET + "/attack/source", "", List.of(), body);
        for (String key : keys) {
            String path = "/" + BUCKET + "/" + key;
            signedS3("PUT", path, "", List.of(), body);
            unharmed(path, target, secret);
            signedS3("PUT", path, "", List.of("x-amz-copy-source: /" + BUCKET + "/attack/source"), new byte[0]);
            unharmed(path, target, secret);
            Matcher upload = Pattern.compile("<UploadId>([^<]+)").matcher(signedS3("POST", path, "uploads=", List.of(), new byte[0]));
            if (upload.find()) {
                String id = upload.group(1);
                Matcher tag = Pattern.compile("(?i)etag: \"?([0-9a-f]+)")
                        .matcher(signedS3("PUT", path, "partNumber=1&uploadId=" + id, List.of(), body));
                String parts = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"
                        + (tag.find() ? tag.group(1) : "") + "</ETag></Part></CompleteMultipartUpload>";
                signedS3("POST", path, "uploadId=" + id, List.of(), parts.getBytes(StandardCharsets.UTF_8));
                unharmed(path, target, secret);
            }
            signedS3("DELETE", path, "", List.of(), new byte[0]);
        }
        signedS3("DELETE", "/" + BUCKET + "/attack/source", "", List.of(), new byte[0]);
        return keys.size() + " keys in 3 ways: nothing outside of the bucket";
    }

    private void unharmed(String path, String target, String secret) throws IOException {
        hold(!Files.exists(Path.of(target)), "wrote " + target + " through " + path);
        hold(Files.readString(data.resolve("secret")).equals(secret), "replaced the webhook's secret through " + path);
    }

    private String formPost() throws Exception {
        for (List<String> headers : List.of(BROWSER, List.<String>of())) {
            String target = outside.resolve("form.txt").toString();
            for (String key : List.of(target, "attack/form.txt")) {
                String answer = postForm(key, headers);
                hold(!Files.exists(Path.of(target)), "a form wrote " + target);
                hold(!status(answer).startsWith("2"), "a form was accepted: " + status(answer));
            }
        }
        return "4 forms refused";
    }

    private String postForm(String key, List<String> headers) throws Exception {
        Instant now = Instant.now();
        String date = time(now);
        String scope = keyId + "/" + date.substring(0, 8) + "/us-east-1/s3/aws4_request";
        String policy = Base64.getEncoder().encodeToString(("{\"expiration\":\"" + now.plusSeconds(600).toString().substring(0, 19)
                + "Z\",\"conditions\":[{\"bucket\":\"" + BUCKET + "\"},[\"starts-with\",\"$key\",\"\"],[\"starts-with\",\"$Content-Type\",\"\"],"
                + "{\"x-amz-algorithm\":\"AWS4-HMAC-SHA256\"},{\"x-amz-credential\":\"" + scope + "\"},{\"x-amz-date\":\"" + date
                + "\"}]}").getBytes(StandardCharsets.UTF_8));
        Map<String, String> fields = new TreeMap<>(Map.of(
                "key", key, "Content-Type", "text/html", "policy", policy, "x-amz-algorithm", "AWS4-HMAC-SHA256",
                "x-amz-credential", scope, "x-amz-date", date,
                "x-amz-signature", hex(hmac(signingKey(date, "s3"), policy))));
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"));
        form.append("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\nContent-Type: text/html\r\n\r\nescaped\r\n--b--\r\n");
        List<String> all = new ArrayList<>(headers);
        all.add("Content-Type: multipart/form-data; boundary=b");
        return send(s3, "POST /" + BUCKET + "?Signature=x HTTP/1.1", all, form.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String readByPage() throws Exception {
        String path = "/" + BUCKET + "/attack/xss.html";
        signedS3("PUT", path, "", List.of("content-type: text/html"), "<script>1</script>".getBytes(StandardCharsets.UTF_8));
        try {
            String presigned = presigned(path, "");
            hold(!status(send(s3, "GET " + presigned + " HTTP/1.1", BROWSER, new byte[0])).startsWith("2"), "a page's request was answered");
            String plain = send(s3, "GET " + presigned + " HTTP/1.1", List.of(), new byte[0]);
            String head = plain.toLowerCase();
            hold(!status(plain).startsWith("2")
                            || (head.contains("content-security-policy: sandbox") && head.contains("nosniff")
                                    && head.contains("content-disposition: attachment")),
                    "an object would run as a page");
            String other = send(s3, "GET " + presigned(path, "response-content-type=text%2Fhtml") + " HTTP/1.1", List.of(), new byte[0]);
            hold(!status(other).startsWith("2"), "response-content-type was accepted");
            return "refused to pages; for others sandboxed, as attachment";
        } finally {
            signedS3("DELETE", path, "", List.of(), new byte[0]);
        }
    }

    private String halfSigned() throws Exception {
        int tried = 0;
        for (String path : List.of("/", "/" + BUCKET, "/" + BUCKET + "/", "/" + BUCKET + "?list-type=2", "/" + BUCKET + "/raw/x")) {
            for (String query : List.of("", "Signature=x", "X-Amz-Signature=0", "AWSAccessKeyId=" + keyId,
                    "X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=x&Signature=x", "AWSAccessKeyId=" + keyId + "&Signature=x&Expires=9999999999",
                    "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0&Signature=x")) {
                for (List<String> headers : List.of(List.<String>of(), List.of("Authorization: Bearer x"), List.of("Authorization: AWS4-HMAC-SHA256 Credential=" + keyId))) {
                    String answer = send(s3, "GET " + path + (query.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + query) + " HTTP/1.1", headers, new byte[0]);
                    hold(!status(answer).startsWith("2") && !answer.contains("<Key>"), "answered " + path + "?" + query);
                    tried++;
                }
            }
        }
        return tried + " requests refused";
    }

    // ---- other ports

    private String otherPorts() throws Exception {
        List<Integer> ports = portsOfThePipeline();
        for (int port : ports) {
            for (String request : List.of("GET /v1/info", "GET /v1/status", "GET /v1/query", "POST /v1/statement", "GET /api/tables", "POST /api/query", "POST /statement", "POST /athena/ListQueryExecutions")) {
                String answer = send(port, request + " HTTP/1.1",
                        List.of("Host: evil.example", "Origin: http://evil.example", "X-Trino-User: evil", "Content-Type: application/json"),
                        "SELECT 1".getBytes(StandardCharsets.UTF_8));
                hold(!status(answer).startsWith("2"), "port " + port + " answered " + request);
            }
        }
        return ports.isEmpty() ? "none was found (they are looked for in /proc)" : ports.size() + " more ports, closed to strangers";
    }

    /// Ports that the process behind the page, or a process of its, listens on, but the three that are known.
    private List<Integer> portsOfThePipeline() throws IOException {
        Map<String, Integer> byInode = new HashMap<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (Files.exists(Path.of(table))) {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] parts = line.strip().split("\\s+");
                    if (parts.length > 9 && parts[3].equals("0A")) {
                        byInode.put(parts[9], Integer.parseInt(parts[1].substring(parts[1].indexOf(':') + 1), 16));
                    }
                }
            }
        }
        return ProcessHandle.allProcesses()
                .filter(process -> listening(process, byInode).contains(page))
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .flatMap(process -> listening(process, byInode).stream())
                .filter(port -> port != page && port != aws && port != s3)
                .distinct()
                .toList();
    }

    private static List<Integer> listening(ProcessHandle process, Map<String, Integer> byInode) {
        List<Integer> ports = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                try {
                    String target = Files.readSymbolicLink(file).toString();
                    Integer port = target.startsWith("socket:[") ? byInode.get(target.substring(8, target.length() - 1)) : null;
                    if (port != null) {
                        ports.add(port);
                    }
                } catch (IOException e) {
                    // closed meanwhile
                }
            }
        } catch (IOException e) {
            // not ours, or gone
        }
        return ports;
    }

    // ---- the SQL box

    private String statements(String sql) throws Exception {
        answersAgain();
        long worst = 0;
        int posts = 0;
        List<Integer> rounds = sql.equals(FOLD) ? List.of(1, 4) : List.of(4);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (int atOnce : rounds) {
                List<Future<String>> answers = new ArrayList<>();
                for (int i = 0; i < atOnce; i++) {
                    answers.add(callers.submit(() -> query(sql)));
                }
                do {
                    long begin = System.nanoTime();
                    String answer = postUpdate();
                    hold(status(answer).equals("200"), "the webhook answered " + status(answer));
                    worst = Math.max(worst, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
                    posts++;
                    Thread.sleep(100);
                } while (!answers.stream().allMatch(Future::isDone) || posts < 5);
                for (Future<String> answer : answers) {
                    hold(!answer.get().isEmpty(), "the page closed the connection: the pipeline ended");
                }
                answersAgain();
            }
        } finally {
            callers.shutdownNow();
        }
        hold(!countsTimes || worst < 1000, "the webhook took " + worst + " ms");
        return posts + " updates meanwhile, the slowest after " + worst + " ms";
    }

    private void answersAgain() throws Exception {
        for (int i = 0; i < 240; i++) {
            if (status(query("SELECT 1")).equals("200")) {
                return;
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("the SQL box does not answer any more");
    }

    private String refused(String... statements) throws Exception {
        answersAgain();
        for (String sql : statements) {
            String answer = query(sql);
            hold(status(answer).equals("400") && !answer.contains("PERMISSION"), "not refused by the guard: " + sql);
        }
        return statements.length + " statements refused";
    }

    private String query(String sql) throws IOException {
        String json = "{\"sql\": \"" + sql.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        return send(page, "POST /api/query HTTP/1.1", List.of("Content-Type: application/json"), json.getBytes(StandardCharsets.UTF_8));
    }

    private String postUpdate() throws IOException {
        updates++;
        String update = "{\"update_id\": %d, \"message\": {\"message_id\": %d, \"date\": %d, \"chat\": {\"id\": -1000000000777, \"type\": \"supergroup\", \"title\": \"attack\"}, \"text\": \"scripts/attack\"}}"
                .formatted(700_000_000 + updates, updates, Instant.now().getEpochSecond());
        return send(page, "POST /webhook HTTP/1.1",
                List.of("Content-Type: application/json", "X-Telegram-Bot-Api-Secret-Token: " + webhookSecret),
                update.getBytes(StandardCharsets.UTF_8));
    }

    // ---- logs

    private String brokenRequests() throws Exception {
        long before = logBytes();
        for (int i = 0; i < 50; i++) {
            for (String path : List.of("/webhook", "/api/query")) {
                brokenOff(page, "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + page + "\r\nContent-Type: application/json\r\nX-Telegram-Bot-Api-Secret-Token: " + webhookSecret + "\r\nContent-Length: 100\r\n\r\nab");
                brokenOff(page, "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + page + "\r\nContent-Type: application/json\r\nX-Telegram-Bot-Api-Secret-Token: " + webhookSecret + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab");
            }
            brokenOff(aws, "POST / HTTP/1.1\r\nHost: 127.0.0.1:" + aws + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab");
            brokenOff(s3, "PUT /" + BUCKET + "/x HTTP/1.1\r\nHost: 127.0.0.1:" + s3 + "\r\nContent-Length: 100\r\n\r\nab");
        }
        Thread.sleep(1000);
        long grown = logBytes() - before;
        hold(grown < 60_000, "300 broken requests wrote " + grown + " bytes of logs");
        return "300 broken requests wrote " + grown + " bytes of logs";
    }

    private static void brokenOff(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private long logBytes() throws IOException {
        try (Stream<Path> logs = Files.list(data.resolve("logs"))) {
            long bytes = 0;
            for (Path log : logs.toList()) {
                bytes += Files.size(log);
            }
            return bytes;
        }
    }

    // ---- the AWS port

    private String resultsAmongRows() throws Exception {
        answersAgain();
        String folder = "s3://" + BUCKET + "/updates/dt=2020-01-01/";
        List<String> outputs = List.of(folder, "s3://" + BUCKET + "/updates//dt=2020-01-01/", "s3://" + BUCKET + "/./updates/dt=2020-01-01/", "s3://" + BUCKET + "/%75pdates/dt=2020-01-01/");
        for (String output : outputs) {
            String state = state("SELECT 1", output);
            hold(!state.equals("SUCCEEDED"), "a result went to " + output);
        }
        String state = state("UNLOAD (SELECT 1 AS a) TO '" + folder + "' WITH (format = 'PARQUET')", "");
        hold(!state.equals("SUCCEEDED"), "UNLOAD wrote to " + folder);
        return outputs.size() + " results and an UNLOAD refused";
    }

    private String typeInjection() throws Exception {
        answersAgain();
        String state = state("CREATE EXTERNAL TABLE attack_types (a decimal('5,2), \"injected\" bigint, \"z\" decimal(3')) STORED AS PARQUET LOCATION 's3://" + BUCKET + "/attack/t/'", "");
        hold(!state.equals("SUCCEEDED"), "three columns were made of one");
        return "refused";
    }

    /// The state in which a statement ends, or REFUSED.
    private String state(String sql, String output) throws Exception {
        String request = "{\"QueryString\": \"" + sql.replace("\"", "\\\"") + "\"" + (output.isEmpty() ? "" : ", \"ResultConfiguration\": {\"OutputLocation\": \"" + output + "\"}") + "}";
        Matcher id = Pattern.compile("\"QueryExecutionId\":\"([^\"]+)").matcher(athena("StartQueryExecution", request, List.of(), secretKey, Instant.now()));
        if (!id.find()) {
            return "REFUSED";
        }
        for (int i = 0; i < 240; i++) {
            Matcher state = Pattern.compile("\"State\":\"([A-Z]+)").matcher(athena("GetQueryExecution", "{\"QueryExecutionId\": \"" + id.group(1) + "\"}", List.of(), secretKey, Instant.now()));
            if (state.find() && !List.of("QUEUED", "RUNNING").contains(state.group(1))) {
                return state.group(1);
            }
            Thread.sleep(250);
        }
        return "RUNNING";
    }

    private String awsPort() throws Exception {
        String list = "{}";
        hold(status(athena("ListQueryExecutions", list, List.of(), secretKey, Instant.now())).equals("200"), "a right request was refused");
        hold(!status(athena("ListQueryExecutions", list, BROWSER, secretKey, Instant.now())).startsWith("2"), "a page's request was answered");
        hold(!status(athena("ListQueryExecutions", list, List.of("Sec-Fetch-Site: none"), secretKey, Instant.now())).startsWith("2"), "a browser's request was answered");
        hold(!status(athena("ListQueryExecutions", list, List.of(), "another-secret", Instant.now())).startsWith("2"), "a wrong signature was accepted");
        hold(!status(athena("ListQueryExecutions", list, List.of(), secretKey, Instant.now().minusSeconds(3600))).startsWith("2"), "an old signature was accepted");
        hold(!status(send(aws, "POST / HTTP/1.1", List.of("X-Amz-Target: AmazonAthena.ListQueryExecutions", "Authorization: AWS4-HMAC-SHA256 Credential=" + keyId + "/x"), list.getBytes(StandardCharsets.UTF_8))).startsWith("2"), "half a signature was accepted");
        return "5 requests refused, the right one answered";
    }

    private String athena(String operation, String body, List<String> more, String secret, Instant at) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        List<String> headers = signed("POST", aws, "/", "", "athena", List.of("content-type: application/x-amz-json-1.1", "x-amz-target: AmazonAthena." + operation), bytes, secret, at);
        headers.addAll(more);
        return send(aws, "POST / HTTP/1.1", headers, bytes);
    }

    // ---- signatures (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html)

    private String signedS3(String method, String path, String query, List<String> headers, byte[] body) throws Exception {
        String target = path + (query.isEmpty() ? "" : "?" + query);
        return send(s3, method + " " + target + " HTTP/1.1", signed(method, s3, path, query, "s3", headers, body, secretKey, Instant.now()), body);
    }

    private List<String> signed(String method, int port, String path, String query, String service, List<String> headers, byte[] body, String secret, Instant at) throws Exception {
        String date = time(at);
        Map<String, String> canonical = new TreeMap<>();
        for (String header : headers) {
            canonical.put(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 1).strip());
        }
        canonical.put("host", "127.0.0.1:" + port);
        canonical.put("x-amz-date", date);
        canonical.put("x-amz-content-sha256", hex(sha256(body)));
        StringBuilder lines = new StringBuilder();
        canonical.forEach((name, value) -> lines.append(name).append(':').append(value).append('\n'));
        String names = String.join(";", canonical.keySet());
        String request = method + "\n" + path + "\n" + sorted(query) + "\n" + lines + "\n" + names + "\n" + hex(sha256(body));
        String scope = date.substring(0, 8) + "/us-east-1/" + service + "/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + hex(sha256(request.getBytes(StandardCharsets.UTF_8)));
        List<String> all = new ArrayList<>();
        canonical.forEach((name, value) -> {
            if (!name.equals("host")) {
                all.add(name + ": " + value);
            }
        });
        all.add("Authorization: AWS4-HMAC-SHA256 Credential=" + keyId + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                + hex(hmac(signingKey(date, service, secret), toSign)));
        return all;
    }

    private String presigned(String path, String more) throws Exception {
        String date = time(Instant.now());
        String scope = date.substring(0, 8) + "/us-east-1/s3/aws4_request";
        String query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + URLEncoder.encode(keyId + "/" + scope, StandardCharsets.UTF_8)
                + "&X-Amz-Date=" + date + "&X-Amz-Expires=300&X-Amz-SignedHeaders=host" + (more.isEmpty() ? "" : "&" + more);
        String request = "GET\n" + path + "\n" + sorted(query) + "\nhost:127.0.0.1:" + s3 + "\n\nhost\nUNSIGNED-PAYLOAD";
        String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + hex(sha256(request.getBytes(StandardCharsets.UTF_8)));
        return path + "?" + query + "&X-Amz-Signature=" + hex(hmac(signingKey(date, "s3"), toSign));
    }

    private static String sorted(String query) {
        return String.join("&", Stream.of(query.split("&", -1)).sorted().toList());
    }

    private byte[] signingKey(String date, String service) throws GeneralSecurityException {
        return signingKey(date, service, secretKey);
    }

    private static byte[] signingKey(String date, String service, String secret) throws GeneralSecurityException {
        byte[] day = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), date.substring(0, 8));
        return hmac(hmac(hmac(day, "us-east-1"), service), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String time(Instant at) {
        return DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC).format(at);
    }

    private static String property(String file, String name) {
        Matcher value = Pattern.compile("(?m)^" + name + "\\s*=\\s*(\\S+)").matcher(file);
        if (!value.find()) {
            throw new IllegalArgumentException("aws-credentials has no " + name);
        }
        return value.group(1);
    }

    // ---- HTTP, as written: no library corrects what is sent

    private String send(int port, String requestLine, List<String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(requestLine + "\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
            head.append("Host: 127.0.0.1:").append(port).append("\r\n");
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("Connection: close\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
            try {
                socket.getOutputStream().write(body);
            } catch (IOException e) {
                // answered before all was sent
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            InputStream input = socket.getInputStream();
            try {
                for (int read = input.read(buffer); read >= 0 && answer.size() < 1 << 20; read = input.read(buffer)) {
                    answer.write(Arrays.copyOf(buffer, read));
                }
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                // reset behind the answer
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static String status(String answer) {
        Matcher status = Pattern.compile("^HTTP/1\\.1 ([0-9]{3})").matcher(answer);
        return status.find() ? status.group(1) : "none";
    }
}
