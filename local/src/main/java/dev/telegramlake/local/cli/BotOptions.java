package dev.telegramlake.local.cli;

import dev.telegramlake.local.botapi.ApiUrl;
import dev.telegramlake.local.botapi.BotApi;
import dev.telegramlake.local.botapi.BotApiException;
import dev.telegramlake.local.botapi.BotToken;
import dev.telegramlake.local.botapi.StopSignal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Which bot, and where its Bot API is.
final class BotOptions {
    @Option(
            names = "--token-env",
            paramLabel = "NAME",
            defaultValue = "BOT_TOKEN",
            description = "Environment variable that holds the bot's token (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String variable;

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            defaultValue = ApiUrl.TELEGRAM,
            description = "Bot API server; http only on this machine (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String url;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    ApiUrl url() {
        try {
            return ApiUrl.of(url);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    BotApi open(StopSignal stop) throws BotApiException {
        Lake lake = (Lake) spec.root().userObject();
        return new BotApi(url(), BotToken.from(lake.environment(), variable), stop);
    }
}
