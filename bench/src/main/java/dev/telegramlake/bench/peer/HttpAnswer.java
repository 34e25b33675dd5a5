package dev.telegramlake.bench.peer;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// What a webhook says to Telegram, which reads the status only.
final class HttpAnswer {
    private HttpAnswer() {}

    static APIGatewayV2HTTPResponse of(int status) {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withBody("")
                .build();
    }
}
