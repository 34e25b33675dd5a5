package dev.telegramlake.local.s3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Writes the path of a request in the one way that
/// [S3's signatures](https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html) know.
///
/// A client may write a character plainly or as `%XX`; some send `%2F` for the second of two slashes. S3 signs, and
/// looks up, what both mean.
final class CanonicalPath {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String PLAIN = "-._~/";

    private CanonicalPath() {}

    /// Every byte but `A-Z a-z 0-9 - . _ ~ /` as `%XX`; empty where an escape is none.
    static Optional<String> of(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] raw = path.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.write(raw[i]);
            } else if (i + 2 < raw.length && HexFormat.isHexDigit(raw[i + 1]) && HexFormat.isHexDigit(raw[i + 2])) {
                bytes.write(HexFormat.fromHexDigit(raw[i + 1]) << 4 | HexFormat.fromHexDigit(raw[i + 2]));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        StringBuilder canonical = new StringBuilder();
        for (byte unit : bytes.toByteArray()) {
            boolean isPlain = unit > 0 && (isLetterOrDigit(unit) || PLAIN.indexOf(unit) >= 0);
            if (isPlain) {
                canonical.append((char) unit);
            } else {
                canonical.append('%').append(HEX.toHexDigits(unit));
            }
        }
        return Optional.of(canonical.toString());
    }

    private static boolean isLetterOrDigit(byte unit) {
        return (unit >= 'A' && unit <= 'Z') || (unit >= 'a' && unit <= 'z') || (unit >= '0' && unit <= '9');
    }
}
