package parallax.runner.decode;

import ai.onnxruntime.OrtException;
import java.util.function.Consumer;

/// Decides which requests run together in the next model run. Used by the engine's thread only.
interface Scheduler extends AutoCloseable {
    /// Takes waiting requests as far as there is room, and reads the next piece of a prompt or carries
    /// all replies one token on, or both. Short enough that between two steps an engine may be told to
    /// stop.
    ///
    /// @return whether any request is still running
    boolean step(RequestQueue queue) throws OrtException;

    /// Ends everything that runs. What is cached is not relied on any more.
    void endAll(RequestQueue queue, Consumer<ReplyInProgress> ending);

    @Override
    void close();
}
