package dev.telegramlake.cdk;

import java.util.List;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.AddRoutesOptions;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// `POST /webhook` on an HTTP API, for Telegram.
final class WebhookApi extends Construct {
    static final String PATH = "/webhook";

    /// Telegram opens 40 connections, 100 at most; an update takes some tens of milliseconds.
    private static final int REQUESTS_A_SECOND = 500;

    private static final int BURST = 1000;

    /// What a request was and what became of it: no header, so no secret, and no body.
    private static final String LOG_FORMAT = """
            {"time":"$context.requestTime","requestId":"$context.requestId","ip":"$context.identity.sourceIp",\
            "method":"$context.httpMethod","route":"$context.routeKey","status":"$context.status",\
            "bytes":"$context.responseLength","millis":"$context.responseLatency",\
            "error":"$context.integrationErrorMessage"}""";

    private final HttpApi api;

    WebhookApi(Construct scope, StackSettings settings, IFunction webhook) {
        super(scope, "Api");
        api = HttpApi.Builder.create(this, "Api")
                .description("Telegram posts updates here")
                .createDefaultStage(false)
                .build();
        api.addRoutes(AddRoutesOptions.builder()
                        .path(PATH)
                        .methods(List.of(HttpMethod.POST))
                        .integration(new HttpLambdaIntegration("Webhook", webhook))
                        .build())
                .forEach(route -> Nag.suppress(
                        route,
                        "APIG4",
                        "Telegram cannot sign requests: the function compares the secret token that it sends."));
        HttpStage stage = HttpStage.Builder.create(this, "Stage")
                .httpApi(api)
                .stageName("$default")
                .autoDeploy(true)
                .throttle(ThrottleSettings.builder()
                        .rateLimit(REQUESTS_A_SECOND)
                        .burstLimit(BURST)
                        .build())
                .build();
        log(stage, settings);
    }

    private void log(HttpStage stage, StackSettings settings) {
        LogGroup log = Logs.group(this, "AccessLog", settings);
        CfnStage properties = (CfnStage) stage.getNode().getDefaultChild();
        if (properties == null) {
            throw new IllegalStateException("The stage has no resource");
        }
        properties.setAccessLogSettings(CfnStage.AccessLogSettingsProperty.builder()
                .destinationArn(log.getLogGroupArn())
                .format(LOG_FORMAT)
                .build());
    }

    HttpApi api() {
        return api;
    }

    String url() {
        return api.getApiEndpoint() + PATH;
    }
}
