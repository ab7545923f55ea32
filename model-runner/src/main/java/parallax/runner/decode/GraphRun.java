package parallax.runner.decode;

import ai.onnxruntime.OrtException;

/// One way to hand tensors to ONNX Runtime and to get results back.
interface GraphRun extends AutoCloseable {
    /// Runs the graph on slots `firstSlot` … `firstSlot + inputs.rows() − 1` of the cache, which it
    /// updates.
    ///
    /// @param logits receives [rows, logitsRows, vocabulary]
    /// @param logitsRows tokens per request that the graph gives logits for
    /// @return nanoseconds inside ONNX Runtime
    long run(StepInputs inputs, int firstSlot, LogitsBuffer logits, int logitsRows) throws OrtException;

    /// Lets go of whatever refers to the cache's buffers, which are about to move.
    void forget();

    @Override
    default void close() {
        forget();
    }
}
