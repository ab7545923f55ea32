package parallax.runner.decode;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.runner.Engine;
import parallax.runner.GenerationRequest;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.Provenance;
import parallax.runner.decode.graph.Adapter;
import parallax.runner.decode.graph.OnnxEnvironment;
import parallax.runner.decode.graph.Session;
import parallax.runner.model.ModelFolder;

/// A model that runs in this process on ONNX Runtime, on one thread of its own, which also frees the
/// model in the end. A listener may therefore close the engine, which then stops after the listener has
/// returned.
public final class OnnxEngine implements Engine {
    private static final Logger LOG = Logger.getLogger(OnnxEngine.class.getName());

    private final Deque<AutoCloseable> held;
    private final PromptReader prompts;
    private final Session session;
    private final Scheduler scheduler;
    private final Provenance.Origin origin;
    private final String notice;
    private final int maxContext;
    private final Provenance.Room room;
    private final int vocabulary;
    private final RequestQueue queue = new RequestQueue();
    private final EngineTimes times = new EngineTimes();
    private final Thread thread;

    /// @param held receives what is to be closed, the last first
    private OnnxEngine(ModelFolder folder, EngineOptions options, Deque<AutoCloseable> held) {
        this.held = held;
        this.prompts = PromptReader.open(folder);
        held.push(prompts);
        this.session = switch (options.provider()) {
            case CPU -> Session.onCpu(folder, options.threadCount());
            case CUDA -> Session.onGraphicsCard(folder, options.threadCount());
        };
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
        this.origin = new Provenance.Origin(
                folder.name(),
                folder.digest(),
                adapter == null ? null : adapter.digest(),
                folder.precision(),
                session.provider(),
                session.device(),
                prompts.templateDigest(),
                "onnxruntime " + OnnxEnvironment.get().getVersion());
        Schedulers.Chosen chosen = Schedulers.choose(folder, options, session, runOptions, times);
        this.scheduler = chosen.scheduler();
        held.push(scheduler);
        this.notice = Stream.of(session.notice(), chosen.limits().notice())
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining("; "));
        this.maxContext = chosen.limits().context();
        this.room = new Provenance.Room(maxContext, chosen.limits().slots());
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
        try {
            OnnxEngine engine = new OnnxEngine(folder, options, held);
            RunningEngines.add(engine);
            engine.thread.start();
            return engine;
        } catch (RuntimeException | Error e) {
            closeAll(held);
            throw e;
        }
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
        return notice;
    }

    @Override
    public PendingGeneration submit(GenerationRequest request, Consumer<String> onText) {
        requireAccepting();
        PendingGeneration pending = new PendingGeneration(request);
        PromptReader.Prompt prompt;
        try {
            prompt = prompts.read(request.input());
        } catch (RuntimeException e) {
            requireAccepting();
            pending.complete(new Outcome.Failed(OnnxEnvironment.reason(e)));
            return pending;
        }
        int[] ids = prompt.ids();
        if (ids.length >= maxContext) {
            pending.complete(new Outcome.Failed(
                    "the prompt has " + ids.length + " tokens; prompt and reply together may have " + maxContext));
            return pending;
        }
        int highest = Arrays.stream(ids).max().orElseThrow();
        if (vocabulary > 0 && highest >= vocabulary) {
            pending.complete(
                    new Outcome.Failed("the prompt contains the token " + highest + ", but the model knows 0 to "
                            + (vocabulary - 1) + ": the tokenizer, or these ids, belong to another model"));
            return pending;
        }
        ReplyInProgress reply;
        try {
            reply = new ReplyInProgress(pending, onText, prompt, maxContext - ids.length, prompts, origin, room);
        } catch (IllegalArgumentException e) {
            pending.complete(new Outcome.Failed(OnnxEnvironment.reason(e)));
            return pending;
        }
        if (!queue.add(reply)) {
            throw closing();
        }
        return pending;
    }

    /// A closed tokenizer refuses every prompt; that is not the prompt's fault.
    private void requireAccepting() {
        if (!queue.isAccepting()) {
            throw closing();
        }
    }

    private static IllegalStateException closing() {
        return new IllegalStateException("the engine is closing and takes no more requests");
    }

    private void work() {
        try {
            boolean running = false;
            while (running ? !queue.isStopping() : queue.awaitWork()) {
                long started = System.nanoTime();
                running = step();
                times.addStep(System.nanoTime() - started);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private boolean step() {
        queue.endCancelled();
        try {
            return scheduler.step(queue);
        } catch (Throwable e) {
            LOG.log(e instanceof OrtException ? Level.FINE : Level.WARNING, "a step of the engine failed", e);
            scheduler.endAll(queue, reply -> reply.fail("the model run failed: " + OnnxEnvironment.reason(e)));
            return false;
        }
    }

    /// Gives every remaining request its outcome; the thread that used the model then frees it.
    private void end() {
        queue.stop();
        try {
            scheduler.endAll(queue, ReplyInProgress::cancel);
        } finally {
            queue.endAll();
            RunningEngines.remove(this);
            closeAll(held);
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
            close();
        }
    }

    /// Ends what is running at the next token or the next piece of a prompt.
    void stop() {
        queue.stop();
    }

    /// Waits until the last model run has ended and the model is freed. A listener does not wait: the
    /// engine's own thread called it.
    void awaitEnd(long deadlineNs) {
        boolean interrupted = false;
        while (Thread.currentThread() != thread && thread.isAlive()) {
            try {
                thread.join(Duration.ofNanos(Math.max(0, deadlineNs - System.nanoTime())));
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
    public void close() {
        stop();
        awaitEnd(System.nanoTime() + Long.MAX_VALUE / 2);
    }

    private static void closeAll(Deque<AutoCloseable> held) {
        while (!held.isEmpty()) {
            try {
                held.pop().close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "a part of a model could not be freed", e);
            }
        }
    }
}
