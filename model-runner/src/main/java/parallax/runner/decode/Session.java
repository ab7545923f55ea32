package parallax.runner.decode;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.ModelFolderException;

/// A model's graph, loaded.
///
/// @param session ONNX Runtime's session
/// @param provider what computes, by ONNX Runtime's name
/// @param notice what a person should know about how it was loaded; empty if nothing
record Session(OrtSession session, String provider, String notice) implements AutoCloseable {
    private static final int FIRST_CARD = 0;

    static Session open(ModelFolder folder, EngineOptions options) {
        try {
            return switch (options.provider()) {
                case CPU -> onCpu(folder, options, "");
                case CUDA -> onCuda(folder, options);
            };
        } catch (OrtException e) {
            throw new ModelFolderException(
                    "ONNX Runtime cannot load " + folder.graphFile() + ": " + OnnxEnvironment.reason(e), e);
        }
    }

    private static Session onCuda(ModelFolder folder, EngineOptions options) throws OrtException {
        String reason;
        // by options, which also work where the Java package itself was built without CUDA (profile cuda13)
        try (OrtSession.SessionOptions settings = settings(options);
                OrtCUDAProviderOptions card = new OrtCUDAProviderOptions(FIRST_CARD)) {
            settings.addCUDA(card);
            return new Session(
                    OnnxEnvironment.get().createSession(folder.graphFile().toString(), settings),
                    "CUDAExecutionProvider",
                    "");
        } catch (OrtException e) {
            reason = OnnxEnvironment.reason(e);
        }
        return onCpu(
                folder,
                options,
                "the graphics card cannot be used, everything runs on the CPU and is slow (" + reason + ")");
    }

    private static Session onCpu(ModelFolder folder, EngineOptions options, String notice) throws OrtException {
        try (OrtSession.SessionOptions settings = settings(options)) {
            return new Session(
                    OnnxEnvironment.get().createSession(folder.graphFile().toString(), settings),
                    "CPUExecutionProvider",
                    notice);
        }
    }

    private static OrtSession.SessionOptions settings(EngineOptions options) throws OrtException {
        OrtSession.SessionOptions settings = OnnxEnvironment.sessionOptions();
        settings.setIntraOpNumThreads(threads(options));
        settings.setInterOpNumThreads(1);
        // between two runs its threads would otherwise spin on the processors that draw tokens
        settings.addConfigEntry("session.force_spinning_stop", "1");
        return settings;
    }

    static int threads(EngineOptions options) {
        return options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session does not close: " + e.getMessage(), e);
        }
    }
}
