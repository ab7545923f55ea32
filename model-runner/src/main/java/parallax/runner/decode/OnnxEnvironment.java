package parallax.runner.decode;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The process-wide ONNX Runtime environment, made safe to end the process at any moment.
///
/// ONNX Runtime's Java package frees its environment in a shutdown hook, also under a model run that is
/// still going on, which ends the process with a segmentation fault. Two measures prevent it, whatever
/// ends the process (Ctrl-C, SIGTERM, `System.exit`): a second reference to the environment is taken and
/// never given back, so that the hook frees nothing; and a hook of our own stops every engine and waits
/// for its last run.
public final class OnnxEnvironment {
    private static final int CREATE_ENV = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<OnnxEngine> ENGINES = ConcurrentHashMap.newKeySet();
    private static final OrtEnvironment ENVIRONMENT = create();

    private OnnxEnvironment() {}

    /// ONNX Runtime's environment, for whoever makes sessions in this process.
    public static OrtEnvironment get() {
        return ENVIRONMENT;
    }

    /// From now on the engine is stopped before the process ends.
    static void register(OnnxEngine engine) {
        ENGINES.add(engine);
    }

    static void unregister(OnnxEngine engine) {
        ENGINES.remove(engine);
    }

    /// Settings for a session; not to be made elsewhere, since they load the library.
    public static OrtSession.SessionOptions sessionOptions() throws OrtException {
        return new OrtSession.SessionOptions();
    }

    private static OrtEnvironment create() {
        Telemetry.switchOff();
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "parallax");
        OrtApi.find().ifPresent(OnnxEnvironment::holdForever);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopEngines(PATIENCE), "stop-engines"));
        return environment;
    }

    /// The environment is one per process and counts its owners.
    private static void holdForever(OrtApi api) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
            api.call(
                    CREATE_ENV,
                    OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL.getValue(),
                    Arena.global().allocateFrom("parallax"),
                    out);
        }
    }

    /// What is wrong, in one line: ONNX Runtime's messages go on for many.
    public static String reason(Throwable problem) {
        return String.valueOf(problem.getMessage())
                .lines()
                .findFirst()
                .filter(line -> !line.equals("null"))
                .orElse(problem.getClass().getSimpleName());
    }

    /// Tells all engines to stop before it waits for any. A listener that itself ends the process would
    /// wait for this hook while the hook waits for it: hence the limit.
    static void stopEngines(Duration patience) {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        ENGINES.forEach(OnnxEngine::stop);
        ENGINES.forEach(engine -> engine.awaitEnd(deadlineNs));
    }
}
