package parallax.runner.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.runner.remote.StandInEndpoint.END;
import static parallax.runner.remote.StandInEndpoint.events;
import static parallax.runner.remote.StandInEndpoint.generated;
import static parallax.runner.remote.StandInEndpoint.pause;
import static parallax.runner.remote.StandInEndpoint.piece;
import static parallax.runner.remote.StandInEndpoint.request;
import static parallax.runner.remote.StandInEndpoint.status;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import parallax.runner.FinishReason;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;

/// Cancelling and closing take effect at once, whatever a request is doing.
class RemoteEndingTest {
    /// Far beyond what a busy machine needs to cancel something, and far below [#LONG].
    private static final Duration SOON = Duration.ofSeconds(60);

    /// How long whatever is not cancelled goes on.
    private static final Duration LONG = Duration.ofMinutes(30);

    private final StandInEndpoint served = new StandInEndpoint();

    RemoteEndingTest() throws IOException {}

    @AfterEach
    void stop() {
        served.close();
    }

    private RemoteEngine engine() {
        return engine(0);
    }

    private RemoteEngine engine(int requestsPerMinute) {
        Endpoint endpoint =
                new Endpoint(served.base(), "big-model", null, 2, requestsPerMinute, 3, Duration.ofMillis(5), LONG);
        return RemoteEngine.open(endpoint, HostPolicy.allowing("127.0.0.1"));
    }

    private static void until(BooleanSupplier state) {
        for (int i = 0; i < 6000 && !state.getAsBoolean(); i++) {
            pause(10);
        }
        assertTrue(state.getAsBoolean());
    }

    private static void assertSoon(Executable action) {
        assertTimeoutPreemptively(SOON, action);
    }

    private static void assertCancelsSoon(PendingGeneration pending) {
        assertSoon(() -> {
            pending.cancel();
            assertEquals(FinishReason.CANCELLED, generated(pending).finishReason());
        });
    }

    @Test
    void a_cancelled_request_ends_soon_with_what_was_written() {
        served.answer(served.thenSilence(events(piece("Once upon"))));
        try (RemoteEngine engine = engine()) {
            List<String> pieces = Collections.synchronizedList(new ArrayList<>());
            PendingGeneration pending = engine.submit(request(), pieces::add);
            until(() -> !pieces.isEmpty());
            assertCancelsSoon(pending);
            assertEquals("Once upon", generated(pending).text());
        }
    }

    @Test
    void a_request_is_cancelled_before_the_endpoint_says_anything() {
        served.answer(exchange -> {
            served.silence();
            events(piece("late"), END).give(exchange);
        });
        try (RemoteEngine engine = engine()) {
            PendingGeneration pending = engine.submit(request());
            until(() -> served.asked().size() == 1);
            assertCancelsSoon(pending);
        }
    }

    @Test
    void a_request_is_cancelled_while_an_error_text_stays_out() {
        served.answer(exchange -> {
            exchange.sendResponseHeaders(503, 100);
            exchange.getResponseBody().flush();
            served.silence();
        });
        try (RemoteEngine engine = engine()) {
            PendingGeneration pending = engine.submit(request());
            until(() -> served.asked().size() == 1);
            pause(200);
            assertCancelsSoon(pending);
        }
    }

    @Test
    void a_request_is_cancelled_while_it_waits_to_be_sent_again() {
        served.answer(status(429, "", "Retry-After", "1800"));
        try (RemoteEngine engine = engine()) {
            PendingGeneration pending = engine.submit(request());
            CompletableFuture<Boolean> interrupted = pending.outcome()
                    .thenApply(outcome -> Thread.currentThread().isInterrupted());
            until(() -> served.asked().size() == 1);
            pause(200);
            assertCancelsSoon(pending);
            assertFalse(interrupted.join(), "what waits for the outcome is not interrupted");
        }
    }

    @Test
    void a_request_is_cancelled_while_others_have_their_turn() {
        served.answer(served.thenSilence(events(piece("a"))));
        served.answer(served.thenSilence(events(piece("b"))));
        try (RemoteEngine engine = engine()) {
            engine.submit(request());
            engine.submit(request());
            until(() -> served.asked().size() == 2);
            assertCancelsSoon(engine.submit(request()));
        }
    }

    @Test
    void closing_does_not_wait_for_the_rate() {
        served.answer(events(piece("first"), END));
        RemoteEngine engine = engine(1);
        List<PendingGeneration> pending =
                Stream.generate(() -> engine.submit(request())).limit(4).toList();
        until(() -> pending.stream().anyMatch(each -> each.outcome().isDone()));
        assertSoon(engine::close);
        assertEquals(
                3,
                pending.stream()
                        .filter(each -> generated(each).finishReason() == FinishReason.CANCELLED)
                        .count());
        assertEquals(1, served.asked().size());
    }

    @Test
    void closing_ends_what_runs() {
        served.answer(served.thenSilence(events(piece("a"))));
        RemoteEngine engine = engine();
        PendingGeneration pending = engine.submit(request());
        until(() -> served.asked().size() == 1);
        assertSoon(engine::close);
        assertTrue(pending.outcome().isDone());
    }

    @Test
    void a_listener_that_fails_when_its_request_ends_fails_nothing_else() {
        served.answer(events(piece("a"), END));
        served.answer(events(piece("b"), END));
        try (RemoteEngine engine = engine()) {
            PendingGeneration broken = engine.submit(request(), piece -> {
                throw new IllegalStateException("the listener is gone");
            });
            assertEquals(new Outcome.Failed("the listener is gone"), broken.await());
            assertEquals("b", generated(engine.submit(request())).text());
        }
    }
}
