package dev.telegramlake.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.HandClock;
import dev.telegramlake.local.wire.AwsEndpoint;
import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.local.wire.OwnHost;
import dev.telegramlake.schema.Lake;
import io.javalin.Javalin;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.ProcessorParameterName;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.firehose.model.S3BackupMode;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

final class FirehoseApiTest {
    private static final long BACKLOG_LIMIT = 5 << 20;

    @RegisterExtension
    final S3 s3 = new S3(Lake.BUCKET);

    @TempDir
    Path temporary;

    private final HandClock clock = new HandClock(Instant.parse("2026-09-01T10:00:00.500Z"));
    private DeliveryStream stream;
    private Javalin server;
    private FirehoseClient client;

    @BeforeEach
    void start() throws Exception {
        DeliveryStreamSettings settings = DeliveryStreamSettings.ofLake(
                        ZoneId.of("Europe/Zurich"), Duration.ofSeconds(5))
                .with(new DeliveryStreamSettings.Buffering(Duration.ofSeconds(5), 128L << 20, BACKLOG_LIMIT));
        stream = DeliveryStream.openWithoutTimer(
                settings,
                temporary.resolve("journal"),
                s3.client(),
                Functions.identity(),
                clock,
                DeliveryListener.NONE);
        LocalCredentials credentials = LocalCredentials.random();
        AwsEndpoint endpoint = new AwsEndpoint(new OwnHost("127.0.0.1"), credentials, List.of(new Firehose(stream)));
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.http.maxRequestSize = 16L << 20;
                    endpoint.addTo(config);
                })
                .start("127.0.0.1", 0);
        client = FirehoseClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials.provider())
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.stop();
        stream.close();
    }

    private static Record record(int bytes) {
        return Record.builder().data(SdkBytes.fromByteArray(new byte[bytes])).build();
    }

    private PutRecordBatchResponse putBatch(List<Record> records) {
        return client.putRecordBatch(
                request -> request.deliveryStreamName(Lake.DELIVERY_STREAM).records(records));
    }

    @Test
    void aPutRecordIsDelivered() throws Exception {
        String id = client.putRecord(request -> request.deliveryStreamName(Lake.DELIVERY_STREAM)
                        .record(record -> record.data(SdkBytes.fromUtf8String("{\"update_id\":1}\n"))))
                .recordId();

        assertThat(id).isNotEmpty();
        assertThat(stream.counts().accepted()).isEqualTo(1);
        stream.flush();
        assertThat(s3.lines("raw/")).containsExactly("{\"update_id\":1}");
    }

    @Test
    void aBatchIsAnsweredRecordByRecord() {
        PutRecordBatchResponse answer = putBatch(Collections.nCopies(500, record(10)));

        assertThat(answer.failedPutCount()).isZero();
        assertThat(answer.encrypted()).isFalse();
        assertThat(answer.requestResponses())
                .hasSize(500)
                .extracting(PutRecordBatchResponseEntry::recordId)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void theLimitsAreTheServices() {
        assertThatThrownBy(() -> putBatch(Collections.nCopies(501, record(1))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("less than or equal to 500");
        assertThatThrownBy(() -> putBatch(List.of()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("greater than or equal to 1");
        assertThatThrownBy(() -> putBatch(List.of(record(1), record((1_000 << 10) + 1))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("'records.2.member.data'")
                .hasMessageContaining("1024000");
        assertThatThrownBy(() -> putBatch(Collections.nCopies(5, record(900_000))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Records size exceeds 4 MB limit");
        assertThatThrownBy(() -> client.putRecord(request ->
                        request.deliveryStreamName(Lake.DELIVERY_STREAM).record(record((1_000 << 10) + 1))))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(stream.counts().accepted()).isZero();

        putBatch(List.of(record(1_000 << 10), record(0)));
        assertThat(stream.counts().accepted()).isEqualTo(2);
    }

    @Test
    void aBacklogOverTheLimitIsNeverAFalseSuccess() throws Exception {
        putBatch(Collections.nCopies(4, record(1_000 << 10)));

        assertThatThrownBy(() -> putBatch(Collections.nCopies(4, record(1_000 << 10))))
                .isInstanceOfSatisfying(ServiceUnavailableException.class, slow -> {
                    assertThat(slow.statusCode()).isEqualTo(500);
                    assertThat(slow.awsErrorDetails().errorMessage()).isEqualTo("Slow down.");
                });

        stream.flush();
        putBatch(Collections.nCopies(4, record(1_000 << 10)));
        assertThat(stream.counts().accepted()).isEqualTo(8);
    }

    @Test
    void anUnknownStreamIsNotFound() {
        assertThatThrownBy(() -> client.putRecord(
                        request -> request.deliveryStreamName("telegram-x").record(record(1))))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        unknown -> assertThat(unknown.awsErrorDetails().errorMessage())
                                .isEqualTo("Firehose telegram-x under account 000000000000 not found."));
    }

    @Test
    void theStreamDescribesItself() {
        DeliveryStreamDescription description = client.describeDeliveryStream(
                        request -> request.deliveryStreamName(Lake.DELIVERY_STREAM))
                .deliveryStreamDescription();

        assertThat(description.deliveryStreamARN())
                .isEqualTo("arn:aws:firehose:us-east-1:000000000000:deliverystream/telegram-updates");
        assertThat(description.deliveryStreamStatus()).isEqualTo(DeliveryStreamStatus.ACTIVE);
        assertThat(description.deliveryStreamTypeAsString()).isEqualTo("DirectPut");
        assertThat(description.versionId()).isEqualTo("1");
        assertThat(description.createTimestamp()).isEqualTo(Instant.parse("2026-09-01T10:00:00.500Z"));
        assertThat(description.hasMoreDestinations()).isFalse();
        ExtendedS3DestinationDescription destination =
                description.destinations().getFirst().extendedS3DestinationDescription();
        assertThat(destination.bucketARN()).isEqualTo("arn:aws:s3:::telegram-lake");
        assertThat(destination.prefix()).isEqualTo(Lake.LANDING_PREFIX_EXPRESSION);
        assertThat(destination.errorOutputPrefix()).isEqualTo(Lake.ERRORS_PREFIX_EXPRESSION);
        assertThat(destination.customTimeZone()).isEqualTo("Europe/Zurich");
        assertThat(destination.bufferingHints().intervalInSeconds()).isEqualTo(5);
        assertThat(destination.bufferingHints().sizeInMBs()).isEqualTo(128);
        assertThat(destination.s3BackupMode()).isEqualTo(S3BackupMode.ENABLED);
        assertThat(destination.s3BackupDescription().prefix()).isEqualTo(Lake.RAW_PREFIX_EXPRESSION);
        assertThat(destination.processingConfiguration().enabled()).isTrue();
        assertThat(destination.processingConfiguration().processors().getFirst().parameters())
                .anySatisfy(parameter -> {
                    assertThat(parameter.parameterName()).isEqualTo(ProcessorParameterName.NUMBER_OF_RETRIES);
                    assertThat(parameter.parameterValue()).isEqualTo("3");
                });
        assertThat(destination.dataFormatConversionConfiguration().enabled()).isTrue();
        assertThat(destination
                        .dataFormatConversionConfiguration()
                        .schemaConfiguration()
                        .tableName())
                .isEqualTo("updates");
    }

    @Test
    void theStreamIsListed() {
        assertThat(client.listDeliveryStreams(request -> request.limit(10)).deliveryStreamNames())
                .containsExactly(Lake.DELIVERY_STREAM);
        assertThat(client.listDeliveryStreams(request -> request.exclusiveStartDeliveryStreamName(Lake.DELIVERY_STREAM))
                        .deliveryStreamNames())
                .isEmpty();
    }

    @Test
    void operationsThatChangeStreamsAreRefused() {
        assertThatThrownBy(
                        () -> client.deleteDeliveryStream(request -> request.deliveryStreamName(Lake.DELIVERY_STREAM)))
                .isInstanceOfSatisfying(
                        FirehoseException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("UnknownOperationException"));
    }
}
