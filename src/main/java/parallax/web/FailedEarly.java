package parallax.web;

import io.quarkus.logging.Log;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import parallax.store.RefusedStatement;

/// Answers requests that failed before any page was asked, such as while it was looked up who sends them.
@ApplicationScoped
public class FailedEarly {
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE + 1).failureHandler(FailedEarly::answer);
    }

    private static void answer(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure == null || context.response().ended() || !RefusedStatement.mayPass(failure)) {
            context.next();
            return;
        }
        Log.errorf(failure, "No answer from the database");
        RefusalAnswer.send(context, StoreAway.REFUSAL);
    }
}
