package parallax.runner.decode.graph;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import parallax.runner.model.ModelFolder;

/// One way to hand tensors to ONNX Runtime and to get results back.
public interface GraphRun extends AutoCloseable {
    /// Outputs are written into buffers given beforehand, through the public Java API.
    static GraphRun pinned(Session session, OrtSession.RunOptions runOptions, ModelFolder folder, KvCache cache) {
        return new PinnedRun(session.session(), runOptions, new GraphTensors(folder), cache);
    }

    /// Outputs are fetched and copied back, through the public Java API.
    static GraphRun plain(Session session, OrtSession.RunOptions runOptions, ModelFolder folder, KvCache cache) {
        return new PlainRun(session.session(), runOptions, new GraphTensors(folder), cache);
    }

    /// Inputs and outputs are bound once, through ONNX Runtime's C functions.
    static GraphRun bound(Session session, OrtSession.RunOptions runOptions, ModelFolder folder, KvCache cache) {
        return new BindingRun(session.session(), runOptions, folder, cache);
    }

    /// Runs the graph on slots `firstSlot` … `firstSlot + inputs.rows() − 1` of the cache, which it
    /// updates.
    ///
    /// @param logits receives `[rows, logitsRows, vocabulary]`
    /// @param logitsRows tokens per request that the graph gives logits for
    /// @return nanoseconds inside ONNX Runtime
    long run(StepInputs inputs, int firstSlot, LogitsBuffer logits, int logitsRows) throws OrtException;

    /// Releases whatever refers to the cache's buffers, which are about to move.
    void forget();

    @Override
    default void close() {
        forget();
    }
}
