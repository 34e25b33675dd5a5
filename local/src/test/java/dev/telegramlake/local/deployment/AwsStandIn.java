package dev.telegramlake.local.deployment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// CloudFormation, Lambda and Secrets Manager, as far as a stack is found with them: their wires, and what the stack
/// `TelegramLake` says.
final class AwsStandIn implements AutoCloseable {
    private final HttpServer server;
    private final List<String> invocations = new ArrayList<>();
    private volatile String functionAnswer = "{\"days\":[]}";
    private volatile boolean functionFails;

    private AwsStandIn(HttpServer server) {
        this.server = server;
    }

    static AwsStandIn start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AwsStandIn standIn = new AwsStandIn(server);
        server.createContext("/", standIn::answer);
        server.start();
        return standIn;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Events that the compaction function was called with.
    List<String> invocations() {
        return invocations;
    }

    void functionAnswers(String json, boolean failure) {
        functionAnswer = json;
        functionFails = failure;
    }

    private void answer(HttpExchange http) throws IOException {
        String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (http.getRequestURI().getPath().endsWith("/functions/telegram-lake-compaction/invocations")) {
            invocations.add(body);
            if (functionFails) {
                http.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
            }
            send(http, 200, functionAnswer);
        } else if (body.contains("Action=DescribeStacks")) {
            boolean known = body.contains("StackName=TelegramLake");
            send(http, known ? 200 : 400, known ? stack() : noStack());
        } else if (String.valueOf(http.getRequestHeaders().getFirst("X-Amz-Target"))
                .endsWith("GetSecretValue")) {
            send(http, 200, "{\"SecretString\":\"kept-in-secrets-manager\"}");
        } else {
            send(http, 404, body);
        }
    }

    private static String stack() {
        return """
                <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
                <DescribeStacksResult><Stacks><member><StackName>TelegramLake</StackName><Outputs>
                %s%s%s%s%s</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>""".formatted(
                        output("Bucket", "lake-of-the-stack"),
                        output("WebhookUrl", "https://api.example/webhook"),
                        output("SecretArn", "arn:aws:secretsmanager:eu-west-1:1:secret:w"),
                        output("CompactionFunction", "telegram-lake-compaction"),
                        output("Zone", "America/Sao_Paulo"));
    }

    private static String output(String key, String value) {
        return "<member><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>".formatted(key, value);
    }

    private static String noStack() {
        return """
                <ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type>\
                <Code>ValidationError</Code><Message>Stack with id Other does not exist</Message></Error></ErrorResponse>""";
    }

    private static void send(HttpExchange http, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
        http.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
