package dev.telegramlake.local.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Computes the signature of a request again, by
/// [AWS's version 4](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), and
/// compares. Exactly the headers that the client names as signed go into it.
///
/// @param credentials that are accepted
/// @param clock       requests may be 15 minutes older or younger
record SignatureCheck(LocalCredentials credentials, InstantSource clock) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String SCOPE_END = "aws4_request";
    private static final Duration MAX_SKEW = Duration.ofMinutes(15);
    private static final int FORBIDDEN = 403;
    private static final int MAX_SIGNED_HEADERS = 100;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    SignatureCheck {
        requireNonNull(credentials, "credentials is null");
        requireNonNull(clock, "clock is null");
    }

    /// A request as it came in.
    ///
    /// @param path    as it was sent, in its one encoding
    /// @param query   as it was sent; empty for none
    /// @param headers values by name in lower case, in the order in which they came
    record Request(String method, String path, String query, Map<String, List<String>> headers) {
        private List<String> all(String header) {
            return headers.getOrDefault(header, List.of());
        }
    }

    /// What an `Authorization` header says.
    private record Authorization(
            String id, String date, String region, String service, List<String> signed, String hex) {
        private String scope() {
            return String.join("/", date, region, service, SCOPE_END);
        }
    }

    /// Returns if the request is signed with the credentials.
    ///
    /// @throws ServiceError in AWS's words
    void require(Request request, byte[] body) throws ServiceError {
        Authorization authorization = authorization(request);
        if (!credentials.accessKeyId().equals(authorization.id())) {
            throw refused("UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        String time = time(request);
        if (!time.startsWith(authorization.date())) {
            throw invalid(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '%s'"
                            .formatted(time));
        }
        byte[] expected = signature(request, body, authorization, time).getBytes(UTF_8);
        if (!MessageDigest.isEqual(expected, authorization.hex().getBytes(UTF_8))) {
            throw invalid(
                    "The request signature we calculated does not match the signature you provided. Check your AWS"
                            + " Secret Access Key and signing method. Consult the service documentation for details.");
        }
        List<String> hash = request.all("x-amz-content-sha256");
        if (!hash.isEmpty() && !hash.equals(List.of(sha256(body)))) {
            throw invalid("The header x-amz-content-sha256 is not the hash of the body.");
        }
    }

    private static Authorization authorization(Request request) throws ServiceError {
        List<String> headers = request.all("authorization");
        if (headers.isEmpty() || !headers.getFirst().startsWith(ALGORITHM + " ")) {
            throw refused("MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (headers.size() > 1) {
            throw incomplete("There is more than one Authorization header.");
        }
        Map<String, String> parts = parts(headers.getFirst().substring(ALGORITHM.length()));
        String[] scope = part(parts, "Credential").split("/", -1);
        List<String> signed = List.of(part(parts, "SignedHeaders").split(";", -1));
        String hex = part(parts, "Signature");
        if (scope.length != 5 || !scope[4].equals(SCOPE_END) || parts.size() != 3) {
            throw incomplete("Credential must have exactly 5 slash-delimited elements, and end in aws4_request.");
        }
        if (!HEX.matcher(hex).matches()) {
            throw incomplete("The signature is not 64 hexadecimal digits.");
        }
        if (!signed.contains("host") || !signed.contains("x-amz-date") || signed.size() > MAX_SIGNED_HEADERS) {
            throw incomplete("'Host' and 'X-Amz-Date' must be 'SignedHeaders' in the AWS Authorization.");
        }
        return new Authorization(scope[0], scope[1], scope[2], scope[3], signed, hex);
    }

    private static Map<String, String> parts(String text) throws ServiceError {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length < 2 || parts.put(pair[0], pair[1]) != null) {
                throw incomplete("The Authorization header is not a list of different key=value pairs.");
            }
        }
        return parts;
    }

    private static String part(Map<String, String> parts, String name) throws ServiceError {
        String value = parts.get(name);
        if (value == null) {
            throw incomplete("Authorization header requires '%s' parameter.".formatted(name));
        }
        return value;
    }

    private String time(Request request) throws ServiceError {
        List<String> headers = request.all("x-amz-date");
        if (headers.size() != 1) {
            throw incomplete("Authorization header requires existence of one 'X-Amz-Date' header.");
        }
        String time = headers.getFirst();
        Instant signed;
        try {
            signed = TIME.parse(time, Instant::from);
        } catch (DateTimeParseException e) {
            throw incomplete("Date must be in ISO-8601 'basic format'. Got '%s'.".formatted(time));
        }
        Instant now = clock.instant();
        if (signed.isBefore(now.minus(MAX_SKEW))) {
            throw invalid("Signature expired: %s is now earlier than %s (%s - 15 min.)"
                    .formatted(time, TIME.format(now.minus(MAX_SKEW)), TIME.format(now)));
        }
        if (signed.isAfter(now.plus(MAX_SKEW))) {
            throw invalid("Signature not yet current: %s is still later than %s (%s + 15 min.)"
                    .formatted(time, TIME.format(now.plus(MAX_SKEW)), TIME.format(now)));
        }
        return time;
    }

    private String signature(Request request, byte[] body, Authorization authorization, String time)
            throws ServiceError {
        String toSign = String.join(
                "\n",
                ALGORITHM,
                time,
                authorization.scope(),
                sha256(canonical(request, body, authorization).getBytes(UTF_8)));
        byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(UTF_8);
        for (String part :
                List.of(authorization.date(), authorization.region(), authorization.service(), SCOPE_END, toSign)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(key);
    }

    private static String canonical(Request request, byte[] body, Authorization authorization) throws ServiceError {
        StringBuilder headers = new StringBuilder();
        for (String name : authorization.signed()) {
            List<String> values = request.all(name);
            if (values.isEmpty()) {
                throw incomplete("The header '%s' is among the signed ones, and missing.".formatted(name));
            }
            headers.append(name)
                    .append(':')
                    .append(values.stream()
                            .map(value -> value.strip().replaceAll(" +", " "))
                            .collect(joining(",")))
                    .append('\n');
        }
        return String.join(
                "\n",
                request.method(),
                request.path(),
                request.query().isEmpty()
                        ? ""
                        : Arrays.stream(request.query().split("&", -1)).sorted().collect(joining("&")),
                headers,
                String.join(";", authorization.signed()),
                sha256(body));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    private static ServiceError refused(String code, String message) {
        return new ServiceError(FORBIDDEN, code, message);
    }

    private static ServiceError invalid(String message) {
        return refused("InvalidSignatureException", message);
    }

    private static ServiceError incomplete(String message) {
        return ServiceError.badRequest("IncompleteSignatureException", message);
    }
}
