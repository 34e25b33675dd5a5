package dev.telegramlake.local.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a request to S3 must look like before anything is done with it: signed in one of the ways that there are, as a
/// whole, and nothing in it twice. S3Proxy then checks the signature. What it would do without one, it is never asked.
final class RequestRules {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "POST", "DELETE");
    private static final Set<String> VERSION_4 = Set.of(
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Date",
            "X-Amz-Expires",
            "X-Amz-SignedHeaders",
            "X-Amz-Signature");
    private static final Set<String> VERSION_2 = Set.of("AWSAccessKeyId", "Signature", "Expires");
    private static final Pattern VERSION_4_HEADER = Pattern.compile("AWS4-HMAC-SHA256 .*");
    private static final Pattern VERSION_2_HEADER = Pattern.compile("AWS [^:]+:.+");
    private static final Pattern FORM =
            Pattern.compile("(multipart/|application/x-www-form-urlencoded).*", Pattern.CASE_INSENSITIVE);

    private RequestRules() {}

    /// An answer instead of S3Proxy's.
    ///
    /// @param code as S3 names the error
    record Refusal(int status, String code, String message) {}

    static Refusal denied(String message) {
        return new Refusal(FORBIDDEN, "AccessDenied", message);
    }

    private static Refusal bad(String message) {
        return new Refusal(BAD_REQUEST, "InvalidRequest", message);
    }

    /// Why a request is refused; empty when S3Proxy is to check it.
    ///
    /// @param authorization values of its `Authorization` headers
    /// @param contentTypes  values of its `Content-Type` headers
    static Optional<Refusal> refusal(
            String method, String path, @Nullable String query, List<String> authorization, List<String> contentTypes) {
        if (!METHODS.contains(method)) {
            return Optional.of(new Refusal(
                    METHOD_NOT_ALLOWED,
                    "MethodNotAllowed",
                    "The specified method is not allowed against this resource."));
        }
        if (contentTypes.size() > 1
                || contentTypes.stream().anyMatch(type -> FORM.matcher(type).lookingAt())) {
            return Optional.of(denied("Forms are not accepted"));
        }
        if (path.equals("/healthz")) {
            return Optional.of(denied("Access Denied"));
        }
        List<String> parameters;
        try {
            parameters = parameters(query);
        } catch (IllegalArgumentException e) {
            return Optional.of(bad("The query string is not one"));
        }
        Set<String> different = new HashSet<>();
        for (String parameter : parameters) {
            String lower = parameter.toLowerCase(Locale.ROOT);
            if (!different.add(lower)) {
                return Optional.of(bad("The parameter %s is there twice".formatted(parameter)));
            }
            if (lower.startsWith("response-")) {
                return Optional.of(bad("Parameters that change the answer's headers are not supported"));
            }
        }
        return isSigned(new HashSet<>(parameters), authorization)
                ? Optional.empty()
                : Optional.of(denied("Access Denied"));
    }

    /// Completely, and in one way.
    private static boolean isSigned(Set<String> parameters, List<String> authorization) {
        Set<String> signature = new HashSet<>();
        parameters.stream().filter(RequestRules::isOfASignature).forEach(signature::add);
        if (!authorization.isEmpty()) {
            String header = authorization.getFirst();
            return authorization.size() == 1
                    && signature.isEmpty()
                    && (VERSION_4_HEADER.matcher(header).matches()
                            || VERSION_2_HEADER.matcher(header).matches());
        }
        return signature.equals(VERSION_4) || signature.equals(VERSION_2);
    }

    private static boolean isOfASignature(String parameter) {
        return VERSION_4.stream().anyMatch(parameter::equalsIgnoreCase)
                || VERSION_2.stream().anyMatch(parameter::equalsIgnoreCase);
    }

    /// Whether a request that is not refused is signed with version 4.
    static boolean isVersion4(@Nullable String query, List<String> authorization) {
        return authorization.isEmpty()
                ? parameters(query).contains("X-Amz-Algorithm")
                : VERSION_4_HEADER.matcher(authorization.getFirst()).matches();
    }

    /// Names of the parameters, each as often as it is there.
    ///
    /// @throws IllegalArgumentException where an escape is none
    private static List<String> parameters(@Nullable String query) {
        List<String> names = new ArrayList<>();
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                if (!parameter.isEmpty()) {
                    names.add(URLDecoder.decode(parameter.split("=", 2)[0], StandardCharsets.UTF_8));
                }
            }
        }
        return names;
    }
}
