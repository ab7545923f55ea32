package parallax.generation;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import parallax.generation.MissingReplies.Missing;
import parallax.runner.Engine;
import parallax.runner.FinishReason;
import parallax.runner.Outcome;
import parallax.runner.model.ModelFolderException;
import parallax.settings.ProcessRole;
import parallax.settings.Settings;
import parallax.store.Heartbeat;
import parallax.store.RefusedStatement;

/// Carries generation runs out, where this process has the role `runner`: claims one, writes every reply
/// that is still missing, and stores each as an item the moment it is there. A run that was cut off goes
/// on where it stopped.
@ApplicationScoped
public class RunnerJob {
    private static final long LOOK_MS = 200;
    private static final int ELSEWHERE_AT_ONCE = 8;

    private final GenerationRuns runs;
    private final Generations generations;
    private final MissingReplies missing;
    private final Engines engines;
    private final boolean generates;
    private final String name = "runner-" + UUID.randomUUID();
    private final Semaphore elsewhere = new Semaphore(ELSEWHERE_AT_ONCE);
    private volatile boolean stopping;

    public RunnerJob(
            GenerationRuns runs, Generations generations, MissingReplies missing, Engines engines, Settings settings) {
        this.runs = runs;
        this.generations = generations;
        this.missing = missing;
        this.engines = engines;
        this.generates = settings.roles().contains(ProcessRole.RUNNER);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void everySecond() {
        if (generates) {
            while (!stopping && runNext(ModelSource.Provider.ONNX)) {}
        }
    }

    /// Served models compute elsewhere: their runs wait neither for this machine nor for each other.
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void everySecondElsewhere() {
        while (!stopping && generates && elsewhere.tryAcquire()) {
            Optional<GenerationRuns.Run> claimed = runs.claim(name, ModelSource.Provider.HTTP);
            if (claimed.isEmpty()) {
                elsewhere.release();
                return;
            }
            Thread.ofVirtual().name("generation-run-" + claimed.get().id()).start(() -> {
                try {
                    carryOut(claimed.get());
                } finally {
                    elsewhere.release();
                }
            });
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /// Carries out the next run, if one waits.
    ///
    /// @return whether there was one, and it came to its end: done, failed or cancelled
    public boolean runNext() {
        return runNext(ModelSource.Provider.ONNX) || runNext(ModelSource.Provider.HTTP);
    }

    private boolean runNext(ModelSource.Provider provider) {
        Optional<GenerationRuns.Run> claimed = runs.claim(name, provider);
        return claimed.isPresent() && carryOut(claimed.get());
    }

    /// @return whether the run came to its end, or was taken away; otherwise it waits to be claimed again
    private boolean carryOut(GenerationRuns.Run run) {
        Log.infof("Generation run %d begins", run.id());
        try (Heartbeat heart = Heartbeat.of("Generation run " + run.id(), () -> runs.beat(run, name));
                Engine engine = engines.open(run.source())) {
            if (!engine.notice().isEmpty()) {
                runs.note(run, engine.notice());
            }
            if (write(run, engine, heart)) {
                runs.finish(run, name);
                Log.infof("Generation run %d is done", run.id());
                return true;
            }
            runs.release(run, name);
            Log.infof("Generation run %d stops", run.id());
            return heart.isLost();
        } catch (ModelFolderException | IllegalArgumentException e) {
            Log.warnf("Generation run %d failed: its model cannot be used", run.id());
            return runs.fail(run, name, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            return brokenOff(run, e);
        }
    }

    /// A database that went away takes nothing from a run: whoever claims it next goes on.
    private boolean brokenOff(GenerationRuns.Run run, Throwable e) {
        Log.errorf(e, "Generation run %d broke off", run.id());
        if (RefusedStatement.mayPass(e)) {
            return false;
        }
        return runs.fail(run, name, "The run broke off: " + e.getClass().getSimpleName());
    }

    /// @return whether every reply is there; otherwise the run was taken away, or this process ends
    private boolean write(GenerationRuns.Run run, Engine engine, Heartbeat heart) {
        try (Replies replies = new Replies(run, engine, missing)) {
            while (!stopping && !heart.isLost() && !replies.areCutOff()) {
                replies.ask();
                if (replies.areComplete()) {
                    return true;
                }
                Optional<Replies.Reply> reply = replies.next(LOOK_MS);
                if (reply.isPresent()
                        && !store(run, reply.get().missing(), reply.get().outcome())) {
                    return false;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// @return whether the run goes on
    private boolean store(GenerationRuns.Run run, Missing wanted, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Generated cutOff when cutOff.finishReason() == FinishReason.CANCELLED -> false;
            case Outcome.Generated blank
            when blank.text().isBlank() -> generations.keepFailure(run, name, wanted, whyBlank(blank));
            case Outcome.Generated reply -> generations.keep(run, name, wanted, reply);
            case Outcome.Failed failed -> generations.keepFailure(run, name, wanted, failed.reason());
        };
    }

    private static String whyBlank(Outcome.Generated blank) {
        return blank.finishReason() == FinishReason.CONTENT_FILTER
                ? "The endpoint's content filter held the reply back."
                : "The model wrote nothing.";
    }
}
