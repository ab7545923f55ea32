package parallax.runner;

import java.time.Duration;
import java.util.function.Consumer;

/// Something that answers generation requests with one fixed model: ONNX Runtime in this process, or an
/// endpoint elsewhere.
///
/// Requests may be submitted from any thread and run side by side. A request that goes wrong ends in
/// its own [Outcome.Failed]; the engine throws nothing for it.
public interface Engine extends AutoCloseable {
    /// Queues a request. `onText` receives the reply piece by piece while it is written, on the engine's
    /// own thread: it must return quickly. The pieces of a request, joined, are exactly the text of its
    /// outcome.
    ///
    /// @throws IllegalStateException if the engine is draining or closed
    PendingGeneration submit(GenerationRequest request, Consumer<String> onText);

    /// Queues a request without listening to its reply.
    default PendingGeneration submit(GenerationRequest request) {
        return submit(request, Streaming.NONE);
    }

    /// What a person should know about how the model was loaded, such as that there is no graphics
    /// card; empty if there is nothing to know.
    default String notice() {
        return "";
    }

    /// Stops taking requests and waits until everything queued is answered. If the limit passes first,
    /// what is left ends with [FinishReason#CANCELLED] at the next token.
    ///
    /// @return whether everything was answered in full
    boolean drain(Duration limit);

    /// Ends what is running at the next token, waits for it, and frees the model. Idempotent.
    @Override
    void close();
}
