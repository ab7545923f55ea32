package parallax.runner.decode;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import parallax.runner.Engine;
import parallax.runner.GenerationRequest;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.model.ModelFolder;

/// A model that runs in this process on ONNX Runtime, on one thread of its own.
public final class OnnxEngine implements Engine {
    private static final Logger LOG = Logger.getLogger(OnnxEngine.class.getName());

    private final Deque<AutoCloseable> held;
    private final PromptReader prompts;
    private final Session session;
    private final Scheduler scheduler;
    private final Origin origin;
    private final int maxContext;
    private final int vocabulary;
    private final RequestQueue queue = new RequestQueue();
    private final EngineTimes times = new EngineTimes();
    private final Thread thread;
    private boolean closed;

    /// @param held receives what is to be closed, the last first
    private OnnxEngine(ModelFolder folder, EngineOptions options, Deque<AutoCloseable> held) {
        this.held = held;
        this.prompts = PromptReader.open(folder);
        held.push(prompts);
        this.session = Session.open(folder, options);
        held.push(session);
        if (!session.notice().isEmpty()) {
            LOG.log(Level.WARNING, "{0}", session.notice());
        }
        Adapter adapter = options.adapter() == null ? null : Adapter.open(options.adapter());
        if (adapter != null) {
            held.push(adapter);
        }
        OrtSession.RunOptions runOptions = runOptions(adapter);
        held.push(runOptions);
        this.origin = new Origin(
                folder.name(),
                folder.digest(),
                adapter == null ? null : adapter.digest(),
                folder.precision(),
                session.provider(),
                Device.name(session.provider()),
                prompts.templateDigest(),
                "onnxruntime " + OnnxEnvironment.get().getVersion());
        Schedulers.Chosen chosen = Schedulers.choose(folder, options, session, runOptions, origin, times);
        this.scheduler = chosen.scheduler();
        held.push(scheduler);
        this.maxContext = chosen.maxContext();
        this.vocabulary = folder.shape().vocabulary();
        this.thread =
                Thread.ofPlatform().name("engine-" + folder.name()).daemon().unstarted(this::work);
    }

    private static OrtSession.RunOptions runOptions(@Nullable Adapter adapter) {
        try {
            OrtSession.RunOptions options = new OrtSession.RunOptions();
            if (adapter != null) {
                options.addActiveLoraAdapter(adapter.weights());
            }
            return options;
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Loads a model and starts its engine.
    ///
    /// @throws parallax.runner.model.ModelFolderException if the model cannot be loaded
    public static OnnxEngine open(ModelFolder folder, EngineOptions options) {
        Deque<AutoCloseable> held = new ArrayDeque<>();
        OnnxEngine engine;
        try {
            engine = new OnnxEngine(folder, options, held);
        } catch (RuntimeException e) {
            closeAll(held);
            throw e;
        }
        OnnxEnvironment.register(engine);
        engine.thread.start();
        return engine;
    }

    /// The most tokens, prompt and reply together, that a request may take.
    public int maxContext() {
        return maxContext;
    }

    /// Where the engine's time has gone so far.
    public EngineTimes times() {
        return times;
    }

    @Override
    public String notice() {
        return session.notice();
    }

    @Override
    public PendingGeneration submit(GenerationRequest request, Consumer<String> onText) {
        PendingGeneration pending = new PendingGeneration(request);
        int[] ids;
        try {
            ids = prompts.ids(request.input());
        } catch (RuntimeException e) {
            pending.complete(new Outcome.Failed(String.valueOf(e.getMessage())));
            return pending;
        }
        if (ids.length >= maxContext) {
            pending.complete(new Outcome.Failed(
                    "the prompt has " + ids.length + " tokens; prompt and reply together may have " + maxContext));
            return pending;
        }
        int highest = Arrays.stream(ids).max().orElseThrow();
        if (vocabulary > 0 && highest >= vocabulary) {
            pending.complete(new Outcome.Failed("the prompt holds the token " + highest + ", but the model knows 0 to "
                    + (vocabulary - 1) + ": the tokenizer, or these ids, belong to another model"));
            return pending;
        }
        Set<Integer> ends = prompts.endTokens();
        Sample sample = new Sample(pending, onText, ids, ends, maxContext - ids.length, prompts.tokenizer());
        if (!queue.add(sample)) {
            throw new IllegalStateException("the engine is closing and takes no more requests");
        }
        return pending;
    }

    private void work() {
        try {
            boolean running = false;
            while (running ? !queue.isStopping() : queue.awaitWork()) {
                long started = System.nanoTime();
                running = scheduler.step(queue);
                times.addStep(System.nanoTime() - started);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            queue.stop();
            scheduler.cancelAll(queue);
            while (!queue.isEmpty()) {
                Sample sample = queue.take();
                sample.cancel();
                sample.deliver(origin, "none");
                queue.finished();
            }
        }
    }

    @Override
    public boolean drain(Duration limit) {
        queue.stopAccepting();
        try {
            return queue.awaitEmpty(System.nanoTime() + limit.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            stopRuns();
        }
    }

    private void stopRuns() {
        stopRuns(0);
    }

    /// Ends what is running at the next token and waits for the last model run.
    ///
    /// @param limitMs how long to wait; 0: until it has ended
    void stopRuns(long limitMs) {
        queue.stop();
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join(limitMs);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        stopRuns();
        if (closed) {
            return;
        }
        closed = true;
        OnnxEnvironment.unregister(this);
        closeAll(held);
    }

    private static void closeAll(Deque<AutoCloseable> held) {
        while (!held.isEmpty()) {
            GraphTensors.close(held.pop());
        }
    }
}
