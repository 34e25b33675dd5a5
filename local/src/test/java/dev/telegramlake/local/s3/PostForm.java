package dev.telegramlake.local.s3;

import dev.telegramlake.local.wire.LocalCredentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A form that writes an object, as browsers post it, with a policy that is signed as S3 demands.
public final class PostForm {
    static final String BOUNDARY = "form-boundary";

    private PostForm() {}

    /// The body of the request.
    static String of(LocalCredentials credentials, String key, String text) {
        StringBuilder form = new StringBuilder();
        fields(credentials, key)
                .forEach(
                        (name, value) -> form.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                                .formatted(BOUNDARY, name, value)));
        return form.append(
                        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n%s\r\n--%1$s--\r\n"
                                .formatted(BOUNDARY, text))
                .toString();
    }

    /// Its fields but the file, in order.
    public static Map<String, String> fields(LocalCredentials credentials, String key) {
        String policy = Base64.getEncoder()
                .encodeToString(
                        "{\"expiration\":\"%s\",\"conditions\":[{\"bucket\":\"telegram-lake\"},[\"starts-with\",\"$key\",\"\"]]}"
                                .formatted(Instant.now().plus(Duration.ofHours(1)))
                                .getBytes(StandardCharsets.UTF_8));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", key);
        fields.put("AWSAccessKeyId", credentials.accessKeyId());
        fields.put("policy", policy);
        fields.put("signature", signature(credentials, policy));
        return fields;
    }

    private static String signature(LocalCredentials credentials, String policy) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(credentials.secretAccessKey().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(policy.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA1", e);
        }
    }
}
