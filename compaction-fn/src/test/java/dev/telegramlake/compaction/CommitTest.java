package dev.telegramlake.compaction;

import static dev.telegramlake.compaction.Days.NOW;
import static dev.telegramlake.compaction.Days.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.Answers;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// How S3 can answer a commit. The answers that only a race brings are from a mock; all others are in the tests of
/// `local`, from a real server.
final class CommitTest {
    private static final Manifest OURS = manifest(1, "ours", null, NOW, List.of(), null);
    private static final Manifest THEIRS = manifest(1, "theirs", null, NOW, List.of(), null);

    private final S3Client s3 = mock(S3Client.class, Answers.CALLS_REAL_METHODS);
    private final DayStates states = new DayStates(new LakeBucket(s3, "lake"));

    @Test
    void aConflictIsTriedAgain() {
        answers(refusal(409));

        assertThat(states.commit(OURS)).isTrue();
        verify(s3, times(2)).putObject(any(PutObjectRequest.class), any(RequestBody.class));
    }

    @Test
    void theOneWhoComesSecondHasNotCommitted() {
        answers(refusal(412));
        stored(THEIRS);

        assertThat(states.commit(OURS)).isFalse();
    }

    @Test
    void aCommitWhoseAnswerWasLostIsACommit() {
        answers(refusal(412));
        stored(OURS);

        assertThat(states.commit(OURS)).isTrue();
    }

    @Test
    void anythingElseIsAFailure() {
        answers(refusal(500));

        assertThatThrownBy(() -> states.commit(OURS)).isInstanceOf(S3Exception.class);
    }

    private void answers(S3Exception first) {
        doThrow(first)
                .doReturn(PutObjectResponse.builder().build())
                .when(s3)
                .putObject(any(PutObjectRequest.class), any(RequestBody.class));
    }

    private void stored(Manifest manifest) {
        doReturn(ResponseBytes.fromByteArray(GetObjectResponse.builder().build(), Json.bytes(manifest)))
                .when(s3)
                .getObjectAsBytes(any(GetObjectRequest.class));
    }

    private static S3Exception refusal(int status) {
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("Refused").build())
                .build();
    }
}
