package dev.telegramlake.local.athena;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.athena.ddl.DdlException;
import dev.telegramlake.local.wire.JsonBody;
import dev.telegramlake.local.wire.ServiceError;
import java.net.URI;

/// Bodies of requests to Athena.
final class AthenaRequestFuzzTest {
    @FuzzTest
    void aBodyGivesARequestThatCanBeRunOrTheServicesError(byte[] body) {
        try {
            ObjectNode request = JsonBody.read(body);
            isPage(request);
            QueryRequest query = QueryRequest.read(request);
            assertThat(query.sql())
                    .isNotBlank()
                    .isEqualTo(request.path("QueryString").asText());
            assertThat(query.workgroup()).isIn("telegram-lake", "primary");
            isFolder(query.output());
            Unload.parse(query.sql()).ifPresent(unload -> {
                isFolder(unload.target());
                assertThat(unload.target().getPath()).hasSizeGreaterThan(1);
                assertThat(unload.compression()).matches("[A-Z0-9]+");
                assertThat(query.sql()).contains(unload.query());
            });
        } catch (ServiceError refusal) {
            isTheServices(refusal);
        } catch (DdlException refusal) {
            assertThat(refusal.message()).startsWith("FAILED: ");
        }
    }

    private static void isPage(ObjectNode request) {
        try {
            PageRequest page = PageRequest.read(request);
            assertThat(page.most()).isBetween(1, 1000);
            assertThat(page.first()).isNotNegative();
        } catch (ServiceError refusal) {
            isTheServices(refusal);
        }
    }

    private static void isFolder(URI folder) {
        assertThat(folder).hasScheme("s3").hasNoQuery().hasNoFragment();
        assertThat(folder.getHost()).matches("[a-z0-9.-]+");
        assertThat(folder.getPath()).startsWith("/").endsWith("/");
    }

    private static void isTheServices(ServiceError refusal) {
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isIn("InvalidRequestException", "SerializationException");
    }
}
