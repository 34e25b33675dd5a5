package dev.telegramlake.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.telegramlake.compaction.CompactionSettings;
import dev.telegramlake.webhook.WebhookSettings;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The stack says what the functions read; here it is held to what they do read.
final class FunctionSpecTest {
    @ParameterizedTest
    @EnumSource
    void theHandlerIsAClassThatLambdaCanCall(FunctionSpec spec) throws Exception {
        Class<?> handler = Class.forName(spec.handler());

        assertThat(handler.getDeclaredConstructor().canAccess(null)).isTrue();
        assertThat(RequestHandler.class.isAssignableFrom(handler)
                        || RequestStreamHandler.class.isAssignableFrom(handler))
                .isTrue();
    }

    @Test
    void theWebhookIsToldAllButTheSecretItself() {
        Set<String> onAws = new HashSet<>(WebhookSettings.VARIABLES);
        onAws.remove(WebhookSettings.SECRET_TOKEN);

        assertThat(FunctionSpec.WEBHOOK.variables()).isEqualTo(onAws);
    }

    @Test
    void theCompactionIsToldAllAndTheSizeOfItsHeap() {
        Set<String> onAws = new HashSet<>(CompactionSettings.VARIABLES);
        onAws.add("JAVA_TOOL_OPTIONS");

        assertThat(FunctionSpec.COMPACTION.variables()).isEqualTo(onAws);
    }
}
