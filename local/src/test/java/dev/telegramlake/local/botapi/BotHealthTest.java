package dev.telegramlake.local.botapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.HandClock;
import dev.telegramlake.local.botapi.ChatStanding.ChatName;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of a bot, and whether it is a problem.
final class BotHealthTest {
    private static final String ADDRESS = "https://lake.example.org/webhook";
    private static final long CHAT = -1001234567890L;

    private final HandClock clock = new HandClock(Instant.parse("2026-11-25T10:00:00Z"));

    @SuppressWarnings("NullAway.Init") // set before each test
    private BotApiServer telegram;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BotApi api;

    @BeforeEach
    void start() throws IOException {
        telegram = BotApiServer.start(clock);
        telegram.bot().setChat(CHAT, "administrator");
        api = new BotApi(ApiUrl.of(telegram.url().toString()), new BotToken("T", BotApiServer.TOKEN), new StopSignal());
    }

    @AfterEach
    void close() {
        api.close();
        telegram.close();
    }

    @Test
    void aBotThatGetsEverythingIsHealthy() throws Exception {
        set();
        assertThat(findings()).isEmpty();
    }

    @Test
    void withoutAWebhookUpdatesAreLostAfterADay() throws Exception {
        assertThat(problem()).contains("No webhook is set", "webhook set --url URL", "./lake poll");
    }

    @Test
    void withoutAWebhookAndPolledABotIsHealthy() throws Exception {
        assertThat(findings(true, named(CHAT))).singleElement().matches(finding -> !finding.problem());
    }

    @Test
    void aPollBesideAWebhookIsAProblem() throws Exception {
        set();
        assertThat(findings(true, named(CHAT)))
                .singleElement()
                .matches(Finding::problem)
                .extracting(Finding::remedy)
                .asString()
                .contains("./lake webhook delete");
    }

    @Test
    void anotherAddressThanThePipelinesIsNamed() throws Exception {
        api.setWebhook(URI.create("https://user:pass@other.example.org/webhook"), "s", 40, false);
        assertThat(problem())
                .contains("set to https://other.example.org/webhook, not to " + ADDRESS)
                .doesNotContain("pass@");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Wrong response from the webhook: 401 Unauthorized | refuses the secret token | webhook set again",
                "Wrong response from the webhook: 404 Not Found | not the webhook | end in /webhook",
                "Wrong response from the webhook: 403 Forbidden | firewall | Let POST",
                "Wrong response from the webhook: 301 Moved Permanently | leads elsewhere | led to",
                "Wrong response from the webhook: 413 Request Entity Too Large | too large | 1 MiB",
                "Wrong response from the webhook: 502 Bad Gateway | no pipeline behind | ./lake up",
                "Wrong response from the webhook: 503 Service Unavailable | does not take updates | docs/operate.md",
                "Connection refused | does not reach | proxy before it run",
                "Read timeout expired | does not reach | proxy before it run",
                "Failed to resolve host: Name or service not known | name in the address | DNS",
                "SSL error {error:0A000086:certificate verify failed} | certificate | intermediate",
                "Something new | did not take | leads to the pipeline",
            })
    void aRecentFailureComesWithItsMeaningAndRemedy(String message, String meaning, String remedy) throws Exception {
        set();
        telegram.bot().claimFailure(message);
        clock.advance(Duration.ofMinutes(2));

        assertThat(problem()).contains("2 minutes ago (2026-11-25T10:00:00Z)", message, meaning, remedy);
    }

    @Test
    void aFailureOfLongAgoIsNoProblem() throws Exception {
        set();
        telegram.bot().claimFailure("Connection refused");
        clock.advance(Duration.ofHours(2));

        assertThat(findings()).isEmpty();
    }

    @Test
    void updatesThatWaitAndDoNotBecomeFewerAreAProblem() throws Exception {
        set();
        telegram.bot().claimPending(11);
        assertThat(problem()).contains("11 updates wait", "--max-connections");
    }

    @Test
    void updatesThatWaitAndBecomeFewerAreNone() throws Exception {
        set();
        telegram.bot().claimPending(5000);
        StopSignal meanwhile = new StopSignal() {
            @Override
            protected void pause(Duration duration) {
                telegram.bot().claimPending(4000);
            }
        };

        assertThat(BotHealth.ask(api, named(CHAT), false, meanwhile, clock).findings(Optional.of(ADDRESS)))
                .isEmpty();
    }

    @Test
    void kindsOfGroupsThatAreNotAskedForAreAProblem() throws Exception {
        assertThat(allowing("message", "chat_member"))
                .singleElement()
                .matches(Finding::problem)
                .extracting(Finding::what)
                .asString()
                .contains("edited_message", "message_reaction")
                .doesNotContain(", chat_member");
        assertThat(allowing())
                .singleElement()
                .extracting(Finding::what)
                .asString()
                .endsWith("chat_member.")
                .contains("message_reaction, message_reaction_count");
    }

    @Test
    void kindsThatGroupsDoNotSendAreANote() throws Exception {
        assertThat(allowing(AllowedUpdates.ALL.stream()
                        .filter(kind -> !kind.equals("inline_query"))
                        .toArray(String[]::new)))
                .singleElement()
                .matches(finding -> !finding.problem() && finding.what().contains("inline_query"));
    }

    private List<Finding> allowing(String... kinds) {
        WebhookInfo webhook = new WebhookInfo(ADDRESS, 0, Optional.empty(), 40, List.of(kinds));
        Bot bot = new Bot(1, "example_lake_bot", true, true);
        return new BotHealth(bot, webhook, false, List.of(), false, clock.instant()).findings(Optional.of(ADDRESS));
    }

    @Test
    void privacyModeIsAProblemUnlessTheBotIsAnAdmin() throws Exception {
        set();
        telegram.bot().setPrivacy(true);

        assertThat(findings(false, List.of()))
                .singleElement()
                .matches(Finding::problem)
                .extracting(Finding::remedy)
                .asString()
                .contains("/setprivacy", "add it again");
        assertThat(findings()).singleElement().matches(finding -> !finding.problem());
    }

    @Test
    void aBotThatCannotBeAddedToGroupsIsAProblemUnlessItIsInOne() throws Exception {
        set();
        telegram.bot().closeToGroups();

        assertThat(findings(false, List.of()))
                .singleElement()
                .matches(Finding::problem)
                .extracting(Finding::remedy)
                .asString()
                .contains("/setjoingroups");
        assertThat(findings()).singleElement().matches(finding -> !finding.problem());
    }

    @ParameterizedTest
    @CsvSource({
        "member,        no admin in -1001234567890, Make it an admin",
        "restricted,    no admin in -1001234567890, Make it an admin",
        "left,          not in -1001234567890,      Add it",
        "kicked,        not in -1001234567890,      Add it",
    })
    void aChatWhereTheBotIsNoAdminIsAProblem(String status, String words, String remedy) throws Exception {
        set();
        telegram.bot().setChat(CHAT, status);
        assertThat(problem()).contains(words, remedy);
    }

    @Test
    void aChatOfTheTableThatTheBotHasLeftIsANote() throws Exception {
        set();
        telegram.bot().setChat(CHAT, "left");
        List<ChatName> chats = List.of(new ChatName(CHAT, "Old group", false), new ChatName(-5, "Made up", false));

        assertThat(findings(false, chats))
                .hasSize(2)
                .noneMatch(Finding::problem)
                .anyMatch(finding -> finding.what().contains("-1001234567890 Old group"))
                .anyMatch(finding -> finding.what().contains("chat not found"));
    }

    private void set() throws Exception {
        api.setWebhook(URI.create(ADDRESS), "secret", 40, false);
    }

    private static List<ChatName> named(long chat) {
        return List.of(new ChatName(chat, "", true));
    }

    /// The one finding, which is a problem, with its remedy.
    private String problem() throws Exception {
        List<Finding> findings = findings();
        assertThat(findings).singleElement().matches(Finding::problem);
        return findings.getFirst().what() + " " + findings.getFirst().remedy();
    }

    private List<Finding> findings() throws Exception {
        return findings(false, named(CHAT));
    }

    private List<Finding> findings(boolean polled, List<ChatName> chats) throws Exception {
        StopSignal impatient = new StopSignal() {
            @Override
            protected void pause(Duration duration) {
                // the second look follows at once
            }
        };
        return BotHealth.ask(api, chats, polled, impatient, clock).findings(Optional.of(ADDRESS));
    }
}
