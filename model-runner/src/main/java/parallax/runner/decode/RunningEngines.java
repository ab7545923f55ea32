package parallax.runner.decode;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The engines of this process, all of them stopped before it ends, whatever ends it (Ctrl-C, SIGTERM,
/// `System.exit`): a model run that is still going on when the process frees its libraries would crash
/// it.
final class RunningEngines {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<OnnxEngine> ENGINES = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAll(PATIENCE), "stop-engines"));
    }

    private RunningEngines() {}

    /// From now on the engine is stopped before the process ends.
    static void add(OnnxEngine engine) {
        ENGINES.add(engine);
    }

    static void remove(OnnxEngine engine) {
        ENGINES.remove(engine);
    }

    /// Tells all engines to stop before it waits for any. A listener that itself ends the process would
    /// wait for the hook while the hook waits for it: hence the patience.
    static void stopAll(Duration patience) {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        ENGINES.forEach(OnnxEngine::stop);
        ENGINES.forEach(engine -> engine.awaitEnd(deadlineNs));
    }
}
