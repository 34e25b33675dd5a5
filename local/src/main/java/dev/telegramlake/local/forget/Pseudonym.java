package dev.telegramlake.local.forget;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What stands for a subject: the same for the same key, and of no use without it.
///
/// @param id   with 52 bits, as Telegram's; negative for a chat
/// @param name made of the id
record Pseudonym(long id, String name) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final long HIGHEST_BIT = 1L << 51;

    static Pseudonym of(Subject subject, byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] hash = mac.doFinal((subject.kind() + ":" + subject.id()).getBytes(StandardCharsets.UTF_8));
            // the highest of the bits is set, so that it is no id that Telegram has given
            long id = HIGHEST_BIT | (ByteBuffer.wrap(hash).getLong() & (HIGHEST_BIT - 1));
            String name = "%s-%s"
                    .formatted(
                            subject.kind() == Subject.Kind.USER ? "user" : "chat",
                            HexFormat.of().formatHex(hash, Long.BYTES, Long.BYTES + 4));
            return new Pseudonym(subject.kind() == Subject.Kind.USER ? id : -id, name);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
