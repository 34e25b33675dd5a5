package dev.telegramlake.local.wire;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// The one pair of credentials that the emulators of a pipeline accept.
///
/// @param accessKeyId     4 to 128 letters and digits
/// @param secretAccessKey 8 to 128 of `A-Z a-z 0-9 + / = _ -`
public record LocalCredentials(String accessKeyId, String secretAccessKey) {
    /// The region that the emulators are in.
    public static final String REGION = "us-east-1";

    public static final String ACCOUNT_ID = "000000000000";

    private static final String ID_PREFIX = "LAKE";
    private static final String ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ID_LENGTH = 16;
    private static final int SECRET_BYTES = 30;
    private static final String ID = "[A-Za-z0-9]{4,128}";
    private static final String SECRET = "[A-Za-z0-9+/=_-]{8,128}";

    /// @throws IllegalArgumentException naming the part that is wrong, without its value
    public LocalCredentials {
        requireNonNull(accessKeyId, "accessKeyId is null");
        requireNonNull(secretAccessKey, "secretAccessKey is null");
        if (!accessKeyId.matches(ID)) {
            throw new IllegalArgumentException("the access key must be 4 to 128 letters and digits");
        }
        if (!secretAccessKey.matches(SECRET)) {
            throw new IllegalArgumentException(
                    "the secret key must be 8 to 128 of the characters A-Z a-z 0-9 + / = _ -");
        }
    }

    /// A pair that nobody else knows.
    public static LocalCredentials random() {
        SecureRandom random = new SecureRandom();
        String id = random.ints(ID_LENGTH, 0, ID_CHARACTERS.length())
                .mapToObj(index -> String.valueOf(ID_CHARACTERS.charAt(index)))
                .collect(Collectors.joining());
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new LocalCredentials(
                ID_PREFIX + id, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /// Reads `ID:SECRET`.
    ///
    /// @throws IllegalArgumentException naming the part that is wrong, without its value
    public static LocalCredentials parse(String pair) {
        String[] parts = pair.split(":", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("they must be an access key and a secret key, ID:SECRET");
        }
        return new LocalCredentials(parts[0], parts[1]);
    }

    /// For clients of the emulators.
    public AwsCredentialsProvider provider() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey));
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "LocalCredentials[%s]".formatted(accessKeyId);
    }
}
