package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.telegramlake.local.botapi.BotApiServer;
import dev.telegramlake.local.wire.CredentialsFile;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// The commands against a Bot API server, without a pipeline.
final class WebhookCommandTest {
    private static final String URL = "https://lake.example.org/webhook";
    private static final String CHAT = "-1001234567890";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BotApiServer telegram;

    @BeforeEach
    void start() throws IOException {
        telegram = BotApiServer.start(Clock.systemUTC());
        telegram.bot().setChat(Long.parseLong(CHAT), "administrator");
        Files.writeString(folder.resolve("secret"), "the-pipelines-secret\n");
        new CredentialsFile(folder).readOrWrite(Optional.empty());
    }

    @AfterEach
    void theTokenIsNowhere() {
        telegram.close();
        assertThat(out.toString() + err).doesNotContain(BotApiServer.TOKEN);
    }

    @Test
    void setGivesTelegramTheAddressTheSecretAndAllKindsAndShowsTheHealth() {
        assertThat(webhook("set", "--url", URL, "--chat", CHAT)).isZero();

        JsonNode parameters = telegram.calls("setWebhook").getFirst().parameters();
        assertThat(parameters.path("url").asText()).isEqualTo(URL);
        assertThat(parameters.path("secret_token").asText()).isEqualTo("the-pipelines-secret");
        assertThat(parameters.path("max_connections").asInt()).isEqualTo(40);
        assertThat(parameters.path("drop_pending_updates").asBoolean()).isFalse();
        List<String> kinds = new ArrayList<>();
        parameters.path("allowed_updates").forEach(kind -> kinds.add(kind.asText()));
        assertThat(kinds).isEqualTo(UpdatesTable.KINDS).contains("chat_member", "message_reaction");
        assertThat(out.toString()).contains("Telegram has taken the webhook.", URL, "All is well.");
        assertThat(out.toString() + err).doesNotContain("the-pipelines-secret");
    }

    @Test
    void setTakesAnotherSecretAndNumberOfConnectionsAndForgetsWhatWaits() {
        telegram.receive("{\"update_id\":1,\"message\":{\"chat\":{\"id\":-1},\"date\":0}}");

        assertThat(webhook("set", "--url", URL, "--secret", "own", "--max-connections", "7", "--drop-pending"))
                .isZero();

        JsonNode parameters = telegram.calls("setWebhook").getFirst().parameters();
        assertThat(parameters.path("secret_token").asText()).isEqualTo("own");
        assertThat(parameters.path("max_connections").asInt()).isEqualTo(7);
        assertThat(telegram.pending()).isZero();
    }

    @Test
    void setSaysWhatTelegramRefuses() {
        assertThat(webhook("set", "--url", "http://lake.example.org/webhook")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("Bad Request", "An HTTPS URL must be provided");
    }

    @Test
    void setWithoutASecretSaysWhereItLooked() throws IOException {
        Files.delete(folder.resolve("secret"));
        assertThat(webhook("set", "--url", URL)).isEqualTo(1);
        assertThat(err.toString()).contains(folder.resolve("secret").toString(), "./lake up");
        assertThat(telegram.calls("setWebhook")).isEmpty();
    }

    @Test
    void setDoubtsAnotherPath() {
        assertThat(webhook("set", "--url", "https://lake.example.org/hook")).isZero();
        assertThat(err.toString()).contains("/hook");
    }

    @ParameterizedTest
    @CsvSource({
        "set --url https://lake.example.org/ --api-url URL,                    no path",
        "set --url https://lake.example.org/webhook --secret a.b --api-url URL, --secret",
        "set --url https://lake.example.org/webhook --max-connections 101 --api-url URL, 101",
        "set,                                                                  --url",
        "set --url https://lake.example.org:8080/webhook,                      8080",
        "info --api-url http://bot.example.org,                                unencrypted",
        "info --chat group --api-url URL,                                      'group'",
        "forget,                                                               'forget'",
    })
    void wrongUsageIsNamedWithStatus2(String command, String named) {
        assertThat(lake(("webhook " + command.replace("URL", telegram.url().toString())).split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).contains(named);
        assertThat(telegram.calls("setWebhook")).isEmpty();
    }

    @Test
    void infoOfAHealthyBotIsStatus0() {
        webhook("set", "--url", URL, "--chat", CHAT);
        out.getBuffer().setLength(0);

        assertThat(webhook("info", "--chat", CHAT)).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "  bot          @example_lake_bot (123456)",
                        "  webhook      https://lake.example.org/webhook",
                        "  pending      0 updates",
                        "  last error   none",
                        "  connections  40 at most",
                        "  updates      27 kinds",
                        "  privacy      off: the bot sees all messages",
                        "  chat         -1001234567890: administrator",
                        "",
                        "All is well.");
    }

    @Test
    void infoWithoutAWebhookIsStatus1WithTheRemedy() {
        assertThat(webhook("info")).isEqualTo(1);
        assertThat(out.toString()).contains("Problem: No webhook is set", "./lake poll");
    }

    @Test
    void infoOfAFailingWebhookIsStatus1WithTheRemedy() {
        webhook("set", "--url", URL);
        telegram.bot().claimFailure("Wrong response from the webhook: 401 Unauthorized");

        assertThat(webhook("info")).isEqualTo(1);
        assertThat(out.toString()).contains("401 Unauthorized", "refuses the secret token", "webhook set again");
    }

    @Test
    void infoUnderPrivacyModeIsStatus1WithTheRemedy() {
        webhook("set", "--url", URL);
        telegram.bot().setPrivacy(true);

        assertThat(webhook("info")).isEqualTo(1);
        assertThat(out.toString()).contains("Privacy mode is on", "/setprivacy");
    }

    @Test
    void infoWhereTheBotIsNoAdminIsStatus1WithTheRemedy() {
        webhook("set", "--url", URL);
        telegram.bot().setChat(-7, "member");

        assertThat(webhook("info", "--chat", CHAT, "--chat", "-7")).isEqualTo(1);
        assertThat(out.toString()).contains("no admin in -7", "Make it an admin");
    }

    @Test
    void deleteLeavesWhatWaitsToTelegram() {
        webhook("set", "--url", URL);
        telegram.receive("{\"update_id\":1,\"message\":{\"chat\":{\"id\":-1},\"date\":0}}");

        assertThat(webhook("delete")).isZero();
        assertThat(telegram.pending()).isEqualTo(1);
        assertThat(webhook("info")).isEqualTo(1);

        assertThat(webhook("delete", "--drop-pending")).isZero();
        assertThat(telegram.pending()).isZero();
    }

    @Test
    void aTokenThatIsMissingOrNoneIsOneLineWithItsVariable() {
        assertThat(command(Map.of()).execute("webhook", "delete", "--token-env", "LAKE_BOT"))
                .isEqualTo(1);
        assertThat(command(Map.of("BOT_TOKEN", "1/2")).execute("webhook", "delete"))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        missing -> assertThat(missing).contains("LAKE_BOT", "--token-env"),
                        none -> assertThat(none).contains("BOT_TOKEN").doesNotContain("1/2"));
    }

    @Test
    void aTokenThatTelegramDoesNotKnowIsOneLine() {
        assertThat(command(Map.of("BOT_TOKEN", "1:unknown"))
                        .execute(
                                "webhook", "delete", "--api-url", telegram.url().toString()))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("does not know the token in BOT_TOKEN")
                .doesNotContain("1:unknown");
    }

    @Test
    void aBotApiThatIsNotThereIsOneLine() {
        String nobody = telegram.url().toString();
        telegram.close();

        assertThat(lake("webhook", "delete", "--api-url", nobody)).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains(nobody, "cannot be reached");
    }

    @Test
    void tooManyRequestsAreOneLineWithTheTimeToWait() {
        telegram.tooMany("getMe", 12);
        assertThat(webhook("info")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("12 s");
    }

    /// `set` and `info` without a pipeline: no port that anybody listens on.
    private int webhook(String subcommand, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("webhook", subcommand, "--api-url", telegram.url().toString()));
        if (!subcommand.equals("delete")) {
            command.addAll(List.of("--data", folder.toString(), "--aws-port", "1"));
        }
        command.addAll(List.of(arguments));
        return lake(command.toArray(String[]::new));
    }

    private int lake(String... arguments) {
        return command(Map.of("BOT_TOKEN", BotApiServer.TOKEN)).execute(arguments);
    }

    private CommandLine command(Map<String, String> environment) {
        return Lake.commandLine(environment).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    }
}
