package parallax.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import parallax.runner.Engine;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.Message;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.model.ModelFolderException;
import parallax.store.Sql;

/// Carries generation runs out, where this process has the role `runner`: claims one, writes every reply
/// that is still missing, and stores each as an item the moment it is there. A run that was cut off goes
/// on where it stopped.
@ApplicationScoped
public class RunnerJob {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 64;
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final GenerationRuns runs;
    private final Generations generations;
    private final Engines engines;
    private final Sql sql;
    private final List<String> roles;
    private final String name = "runner-" + UUID.randomUUID();
    private volatile boolean stopping;

    public RunnerJob(
            GenerationRuns runs,
            Generations generations,
            Engines engines,
            Sql sql,
            @ConfigProperty(name = "parallax.roles") List<String> roles) {
        this.runs = runs;
        this.generations = generations;
        this.engines = engines;
        this.sql = sql;
        this.roles = roles;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void everySecond() {
        if (roles.contains("runner")) {
            while (!stopping && runNext()) {}
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /// Carries out the next run, if one waits.
    ///
    /// @return whether there was one
    public boolean runNext() {
        Optional<GenerationRuns.Run> claimed = runs.claim(name);
        claimed.ifPresent(this::carryOut);
        return claimed.isPresent();
    }

    private void carryOut(GenerationRuns.Run run) {
        Log.infof("Generation run %d begins", run.id());
        try (Engine engine = engines.open(run.source())) {
            if (!engine.notice().isEmpty()) {
                runs.note(run, engine.notice());
            }
            generate(run, engine);
        } catch (ModelFolderException | IllegalArgumentException e) {
            runs.fail(run, name, String.valueOf(e.getMessage()));
            Log.warnf("Generation run %d failed: its model cannot be used", run.id());
        } catch (RuntimeException e) {
            runs.fail(run, name, "The run broke off: " + e.getClass().getSimpleName());
            Log.errorf(e, "Generation run %d broke off", run.id());
        }
    }

    /// One reply that the run wants and does not have.
    private record Missing(
            long promptId, String code, String topic, int position, int sample, List<Message> messages) {}

    private record Waiting(Missing missing, PendingGeneration pending) {}

    private void generate(GenerationRuns.Run run, Engine engine) {
        var missing = new ArrayDeque<>(missing(run));
        var waiting = new ArrayDeque<Waiting>();
        while (!missing.isEmpty() || !waiting.isEmpty()) {
            while (waiting.size() < AT_ONCE && !missing.isEmpty()) {
                Missing next = missing.poll();
                waiting.add(new Waiting(next, engine.submit(request(run, next))));
            }
            Waiting first = waiting.remove();
            Optional<Outcome> outcome = awaited(run, first.pending());
            if (outcome.isEmpty() || !store(run, first.missing(), outcome.get())) {
                first.pending().cancel();
                waiting.forEach(w -> w.pending().cancel());
                runs.release(run, name);
                Log.infof("Generation run %d stops", run.id());
                return;
            }
        }
        runs.finish(run, name);
        Log.infof("Generation run %d is done", run.id());
    }

    /// Waits for a reply and says meanwhile that the runner is alive.
    ///
    /// @return nothing once the run is to stop: cancelled, taken over, or this process ends
    private Optional<Outcome> awaited(GenerationRuns.Run run, PendingGeneration pending) {
        while (!stopping) {
            try {
                Outcome outcome = pending.outcome().get(BEAT.toMillis(), TimeUnit.MILLISECONDS);
                boolean cutOff =
                        outcome instanceof Outcome.Generated reply && reply.finishReason() == FinishReason.CANCELLED;
                return cutOff ? Optional.empty() : Optional.of(outcome);
            } catch (TimeoutException notYet) {
                if (!runs.beat(run, name)) {
                    return Optional.empty();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("an engine gives failures as outcomes", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// @return whether the run goes on
    private boolean store(GenerationRuns.Run run, Missing missing, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Generated reply
            when !reply.text().isBlank() ->
                generations.keep(
                        run,
                        name,
                        missing.promptId(),
                        missing.sample(),
                        itemCode(run, missing),
                        missing.topic(),
                        missing.messages(),
                        reply);
            case Outcome.Generated blank ->
                generations.keepFailure(run, name, missing.promptId(), missing.sample(), whyBlank(blank));
            case Outcome.Failed failed ->
                generations.keepFailure(run, name, missing.promptId(), missing.sample(), failed.reason());
        };
    }

    private static String whyBlank(Outcome.Generated blank) {
        return blank.finishReason() == FinishReason.CONTENT_FILTER
                ? "The endpoint's content filter kept the reply back."
                : "The model wrote nothing.";
    }

    private static String itemCode(GenerationRuns.Run run, Missing missing) {
        return missing.code() + "-" + (missing.sample() + 1) + "-run" + run.id();
    }

    private static GenerationRequest request(GenerationRuns.Run run, Missing missing) {
        return new GenerationRequest(
                missing.position(),
                missing.sample(),
                new ModelInput.Conversation(missing.messages()),
                run.decoding().sampler(),
                run.decoding().seed(),
                run.decoding().batching());
    }

    private List<Missing> missing(GenerationRuns.Run run) {
        return sql.list(
                row -> new Missing(
                        row.getLong("id"),
                        row.getString("code"),
                        row.getString("topic"),
                        row.getInt("position"),
                        row.getInt("sample"),
                        messages(row.getString("messages"))),
                """
                select p.id, p.code, p.topic, p.position, s.sample, p.messages
                from prompt p cross join generate_series(0, ? - 1) as s (sample)
                where p.prompt_set_id = ?
                  and not exists (
                    select 1 from generation g where g.run_id = ? and g.prompt_id = p.id and g.sample = s.sample)
                order by p.position, s.sample""",
                run.decoding().samples(),
                run.promptSetId(),
                run.id());
    }

    private static List<Message> messages(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<Map<String, String>>>() {}).stream()
                    .map(m -> new Message(m.getOrDefault("role", ""), m.getOrDefault("content", "")))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored prompt cannot be read", e);
        }
    }
}
