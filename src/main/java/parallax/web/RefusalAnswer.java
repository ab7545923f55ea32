package parallax.web;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// The answer to a request that goes no further than to the server itself: a page, or a problem document.
final class RefusalAnswer {
    private RefusalAnswer() {}

    static void send(RoutingContext context, RequestGuard.Refusal refusal) {
        HttpServerResponse response = context.response().setStatusCode(refusal.status());
        response.putHeader("Cache-Control", "no-store");
        if (refusal.status() == 503) {
            response.putHeader("Retry-After", Integer.toString(StoreAway.RETRY_AFTER_S));
        }
        String path = String.valueOf(context.request().path());
        String accepted = context.request().getHeader("Accept");
        boolean page = !path.startsWith("/api/") && accepted != null && accepted.contains("text/html");
        if (!page) {
            response.putHeader("Content-Type", "application/problem+json");
            response.end(JsonObject.of(
                            "type", "about:blank",
                            "title", refusal.heading(),
                            "status", refusal.status(),
                            "detail", refusal.message())
                    .encode());
            return;
        }
        response.putHeader("Content-Type", "text/html;charset=UTF-8");
        new ErrorPage(refusal.heading(), refusal.message())
                .renderAsync()
                .whenComplete((text, failure) -> response.end(failure == null ? text : refusal.heading()));
    }
}
