package parallax.runner.decode.graph;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.ModelFolderException;

/// A model's graph, loaded.
///
/// @param session ONNX Runtime's session
/// @param provider what computes, by ONNX Runtime's name
/// @param notice what a person should know about how it was loaded, or empty
public record Session(OrtSession session, String provider, String notice) implements AutoCloseable {
    private static final int FIRST_CARD = 0;

    /// Loads a model's graph to run on the processor.
    ///
    /// @param threads threads of a model run
    /// @throws ModelFolderException if ONNX Runtime cannot load it
    public static Session onCpu(ModelFolder folder, int threads) {
        return onCpu(folder, threads, "");
    }

    /// Loads a model's graph to run on the first graphics card or, if that fails, on the processor,
    /// with a notice.
    ///
    /// @param threads threads of a model run
    /// @throws ModelFolderException if ONNX Runtime cannot load it
    public static Session onGraphicsCard(ModelFolder folder, int threads) {
        String reason;
        // by options, which also work where the Java package itself was built without CUDA (profile cuda13)
        try (OrtSession.SessionOptions settings = settings(threads);
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
                threads,
                "the graphics card cannot be used, everything runs on the CPU and is slow (" + reason + ")");
    }

    private static Session onCpu(ModelFolder folder, int threads, String notice) {
        try (OrtSession.SessionOptions settings = settings(threads)) {
            return new Session(
                    OnnxEnvironment.get().createSession(folder.graphFile().toString(), settings),
                    "CPUExecutionProvider",
                    notice);
        } catch (OrtException e) {
            throw new ModelFolderException(
                    "ONNX Runtime cannot load " + folder.graphFile() + ": " + OnnxEnvironment.reason(e), e);
        }
    }

    private static OrtSession.SessionOptions settings(int threads) throws OrtException {
        OrtSession.SessionOptions settings = OnnxEnvironment.sessionOptions();
        settings.setIntraOpNumThreads(threads);
        settings.setInterOpNumThreads(1);
        // between two runs its threads would otherwise spin on the processors that draw tokens
        settings.addConfigEntry("session.force_spinning_stop", "1");
        return settings;
    }

    /// Whether a graphics card computes.
    public boolean isOnGraphicsCard() {
        return provider.startsWith("CUDA");
    }

    /// The machine's name for what computes: a processor or a graphics card.
    public String device() {
        return isOnGraphicsCard() ? Device.graphicsCard() : Device.processor();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session cannot be closed: " + e.getMessage(), e);
        }
    }
}
