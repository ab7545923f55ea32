package parallax.runner.decode;

import ai.onnxruntime.OrtException;
import java.util.function.Consumer;

/// Decides which requests run together in the next model run. Used by the engine's thread only.
interface Scheduler extends AutoCloseable {
    /// Takes waiting requests while there is room, and reads the next piece of a prompt, or adds one
    /// token to every reply, or both. A step is short, so that an engine can be stopped between two of
    /// them.
    ///
    /// @return whether any request is still running
    boolean step(RequestQueue queue) throws OrtException;

    /// Ends everything that is running. Nothing cached is relied on afterwards.
    void endAll(RequestQueue queue, Consumer<ReplyInProgress> ending);

    @Override
    void close();
}
