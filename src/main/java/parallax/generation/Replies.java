package parallax.generation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import parallax.generation.MissingReplies.Missing;
import parallax.runner.Engine;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;

/// The replies that a run still wants, in the order in which its engine finishes them; a bounded number is
/// asked for at a time.
final class Replies implements AutoCloseable {
    private static final int AT_ONCE = 64;

    private final GenerationRuns.Run run;
    private final Engine engine;
    private final MissingReplies missing;
    private final Deque<Missing> wanted = new ArrayDeque<>();
    private final Set<PendingGeneration> pending = new HashSet<>();
    private final BlockingQueue<Reply> finished = new LinkedBlockingQueue<>();
    private boolean mayBeMore = true;
    private boolean cutOff;
    private int lastPosition = -1;
    private int lastSample = -1;

    Replies(GenerationRuns.Run run, Engine engine, MissingReplies missing) {
        this.run = run;
        this.engine = engine;
        this.missing = missing;
    }

    /// What came of one.
    record Reply(Missing missing, PendingGeneration pending, Outcome outcome) {}

    /// Whether the engine takes no more requests, as when this process ends.
    boolean areCutOff() {
        return cutOff;
    }

    /// Whether nothing more is wanted.
    boolean areComplete() {
        return pending.isEmpty() && wanted.isEmpty() && !mayBeMore && !cutOff;
    }

    /// Asks for as many as fit.
    void ask() {
        while (pending.size() < AT_ONCE) {
            Optional<Missing> next = nextWanted();
            if (next.isEmpty()) {
                return;
            }
            PendingGeneration asked;
            try {
                asked = engine.submit(next.get().request(run.decoding()));
            } catch (IllegalStateException closing) {
                cutOff = true;
                return;
            }
            pending.add(asked);
            var _ = asked.outcome().thenAccept(outcome -> finished.add(new Reply(next.get(), asked, outcome)));
        }
    }

    private Optional<Missing> nextWanted() {
        if (wanted.isEmpty() && mayBeMore) {
            List<Missing> page = missing.behind(run, lastPosition, lastSample);
            wanted.addAll(page);
            mayBeMore = !page.isEmpty();
            if (mayBeMore) {
                lastPosition = page.getLast().position();
                lastSample = page.getLast().sample();
            }
        }
        return Optional.ofNullable(wanted.poll());
    }

    /// The next reply that is finished; empty if none was within a while.
    Optional<Reply> next(long milliseconds) throws InterruptedException {
        Reply reply = finished.poll(milliseconds, TimeUnit.MILLISECONDS);
        if (reply != null) {
            pending.remove(reply.pending());
        }
        return Optional.ofNullable(reply);
    }

    /// Lets go of what is not finished.
    @Override
    public void close() {
        pending.forEach(PendingGeneration::cancel);
    }
}
