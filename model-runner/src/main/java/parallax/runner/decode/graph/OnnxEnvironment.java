package parallax.runner.decode.graph;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The process-wide ONNX Runtime environment, which outlives every session.
///
/// ONNX Runtime's Java package frees it in a shutdown hook, even under a model run in progress, which
/// would end the process with a segmentation fault. A second reference to it is therefore taken and
/// never given back, so that the hook frees nothing; whoever runs models stops them before the process
/// ends.
public final class OnnxEnvironment {
    private static final int CREATE_ENV = 3;
    private static final OrtEnvironment ENVIRONMENT = create();

    private OnnxEnvironment() {}

    /// ONNX Runtime's environment, for whoever makes sessions in this process.
    public static OrtEnvironment get() {
        return ENVIRONMENT;
    }

    /// Settings for a session. They must be made here, because making them loads the library.
    public static OrtSession.SessionOptions sessionOptions() throws OrtException {
        return new OrtSession.SessionOptions();
    }

    private static OrtEnvironment create() {
        Telemetry.switchOff();
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "parallax");
        UnpackedLibraries.remove();
        OrtApi.find().ifPresent(OnnxEnvironment::holdForever);
        return environment;
    }

    /// There is one environment per process, and it counts its owners.
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

    /// What is wrong, in one line: ONNX Runtime's messages have many.
    public static String reason(Throwable problem) {
        return String.valueOf(problem.getMessage())
                .lines()
                .findFirst()
                .filter(line -> !line.equals("null"))
                .orElse(problem.getClass().getSimpleName());
    }
}
