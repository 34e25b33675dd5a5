package dev.telegramlake.local.botapi;

import java.util.Map;
import java.util.regex.Pattern;

/// The token of a bot. Who has it is the bot, so it is in no message, log or argument.
///
/// @param variable the environment variable that it comes from
public record BotToken(String variable, String value) {
    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9:_-]+");

    /// Reads the token.
    ///
    /// @throws BotApiException when the variable is not set, or holds what cannot be a token
    public static BotToken from(Map<String, String> environment, String variable) throws BotApiException {
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty()) {
            throw BotApiException.of(
                    BotApiException.Reason.TOKEN,
                    "The environment variable %s is not set. Put the bot's token there, as @BotFather shows it, or name"
                                    .formatted(variable)
                            + " another variable with --token-env.");
        }
        if (!FORMAT.matcher(value).matches()) {
            throw BotApiException.of(
                    BotApiException.Reason.TOKEN,
                    "The value of %s is no bot token: a token is a number, a colon, then letters, digits, _ and -."
                            .formatted(variable));
        }
        return new BotToken(variable, value);
    }

    /// A text without the token, should it be in it.
    String removedFrom(String text) {
        return text.replace(value, "(token)");
    }

    /// Without the token.
    @Override
    public String toString() {
        return "BotToken[%s]".formatted(variable);
    }
}
