package dev.telegramlake.local.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneId;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// With the SDK's own clients, whose environment is given as system properties.
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class StackDeploymentTest {
    private final Properties before = (Properties) System.getProperties().clone();
    private AwsStandIn aws;

    @BeforeEach
    void start() throws IOException {
        aws = AwsStandIn.start();
        Map.of(
                        "aws.region", "eu-west-1",
                        "aws.accessKeyId", "key",
                        "aws.secretAccessKey", "secret",
                        "aws.endpointUrl", aws.endpoint().toString())
                .forEach(System::setProperty);
    }

    @AfterEach
    void stop() {
        System.setProperties(before);
        aws.close();
    }

    @Test
    void itIsWhatTheStacksOutputsSay() throws Exception {
        try (StackDeployment stack = StackDeployment.find("TelegramLake")) {
            assertThat(stack.bucket()).isEqualTo("lake-of-the-stack");
            assertThat(stack.zone()).isEqualTo(ZoneId.of("America/Sao_Paulo"));
            assertThat(stack.webhook()).isEqualTo(URI.create("https://api.example/webhook"));
            assertThat(stack.webhookSecret()).isEqualTo("kept-in-secrets-manager");
        }
    }

    @Test
    void theCompactionFunctionIsCalledOnceAndItsFailureIsTold() throws Exception {
        ObjectMapper json = new ObjectMapper();
        try (StackDeployment stack = StackDeployment.find("TelegramLake")) {
            aws.functionAnswers("{\"run\":\"r1\"}", false);
            assertThat(stack.compact(json.createObjectNode().put("date", "2026-03-01"))
                            .path("run")
                            .asText())
                    .isEqualTo("r1");
            aws.functionAnswers("{\"errorMessage\":\"1 of 1 days could not be compacted\"}", true);

            assertThatThrownBy(() -> stack.compact(json.createObjectNode()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessage("telegram-lake-compaction failed: 1 of 1 days could not be compacted");
        }
        assertThat(aws.invocations()).containsExactly("{\"date\":\"2026-03-01\"}", "{}");
    }

    @Test
    void aStackThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> StackDeployment.find("Other"))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("The stack Other cannot be looked up: Stack with id Other does not exist");
    }
}
