package parallax.webhook;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import parallax.settings.ProcessRole;
import parallax.settings.Settings;
import parallax.store.Heartbeat;
import parallax.store.JobQueue;
import parallax.store.RefusedStatement;

/// Sends events to webhooks, where this process has the role `web`: in order to each, and to several at once, so
/// that a slow receiver holds up few others. What a process that died had sent and not noted is sent again.
@ApplicationScoped
public class Deliverer {
    private static final int AT_ONCE = 4;

    /// How many events a webhook is sent before others have their turn.
    private static final int IN_A_TURN = 100;

    private final Deliveries deliveries;
    private final Post post;
    private final List<JobQueue> queues;

    public Deliverer(Deliveries deliveries, Post post, Settings settings) {
        this.deliveries = deliveries;
        this.post = post;
        boolean works = settings.roles().contains(ProcessRole.WEB);
        this.queues = IntStream.range(0, AT_ONCE)
                .mapToObj(n -> new JobQueue("webhooks-" + n, works, this::deliverNext))
                .toList();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void everySecond() {
        if (queues.getFirst().works() && deliveries.isAnyDue()) {
            queues.forEach(JobQueue::nudge);
        }
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void everyHour() {
        if (queues.getFirst().works()) {
            deliveries.forget();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        queues.forEach(JobQueue::stop);
    }

    /// Sends what waits to the next webhook.
    ///
    /// @return whether there was one
    public boolean deliverNext() {
        try {
            Optional<Deliveries.Turn> turn = deliveries.claim("webhooks-" + UUID.randomUUID());
            turn.ifPresent(this::take);
            return turn.isPresent();
        } catch (RefusedStatement away) {
            Log.warnf("No event can be sent to webhooks: %s", away.getMessage());
            return false;
        }
    }

    private void take(Deliveries.Turn turn) {
        try (Heartbeat heartbeat = Heartbeat.of("Webhook " + turn.webhookId(), () -> deliveries.beat(turn))) {
            boolean goesOn = !heartbeat.isLost();
            for (int n = 0; goesOn && n < IN_A_TURN; n++) {
                goesOn = sentNext(turn);
            }
            deliveries.release(turn);
        } catch (CancellationException ending) {
            // another process takes it over when this one has been silent for long enough
        }
    }

    private boolean sentNext(Deliveries.Turn turn) {
        Optional<Delivery> next = deliveries.next(turn);
        if (next.isEmpty()) {
            return false;
        }
        Answer answer = turn.secret()
                .map(secret -> post.send(turn.address(), secret, next.get()))
                .orElseGet(() -> Answer.none("its secret was sealed with a key that is gone: add the webhook anew"));
        deliveries.keep(turn, next.get(), answer);
        return answer.isTaken();
    }
}
