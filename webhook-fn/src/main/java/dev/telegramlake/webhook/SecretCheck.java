package dev.telegramlake.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Tells whether a request comes from Telegram. A comparison takes the same time whatever is right of the token.
interface SecretCheck {
    boolean accepts(String token);

    static SecretCheck of(SecretSource source) {
        return switch (source) {
            case SecretSource.Given given -> token -> same(given.token(), token);
            case SecretSource.Stored stored -> StoredSecret.inSecretsManager(stored.arn());
        };
    }

    static boolean same(String secret, String token) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
