package parallax.runner.decode;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How an engine uses the machine.
///
/// @param slots the most requests that run at once
/// @param threads threads of a model run; 0: one per processor
/// @param maxContext the most tokens, prompt and reply, that a request may take; 0: what the model was
///     made for, as far as all slots of that length fit, and up to 8192 in any case
/// @param cacheBytes the most memory for keys and values, 0: what the machine can spare; slots are fewer
///     where they would need more. While a cache grows, its old and new memory exist side by side: for that moment up
/// to half as
///     much more
/// @param prefillChunk the most prompt tokens read in one run
/// @param memory how tensors reach ONNX Runtime
/// @param provider what computes
/// @param adapter a LoRA adapter file active in every run, or null
public record EngineOptions(
        int slots,
        int threads,
        int maxContext,
        long cacheBytes,
        int prefillChunk,
        TensorPath memory,
        Provider provider,
        @Nullable Path adapter) {
    public EngineOptions {
        if (slots < 1 || slots > 1024) {
            throw new IllegalArgumentException("slots must be in 1 … 1024, but were " + slots);
        }
        if (threads < 0 || maxContext < 0 || cacheBytes < 0 || prefillChunk < 1) {
            throw new IllegalArgumentException("threads, context, cache and chunk must not be negative or empty");
        }
        if (adapter != null && memory == TensorPath.IO_BINDING) {
            throw new IllegalArgumentException(
                    "ONNX Runtime ignores adapters in runs with IoBinding; an adapter needs pinned outputs");
        }
    }

    /// Threads of a model run, at least 1.
    int threadCount() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    /// Eight slots, all processors, as much cache as the machine can spare, on the CPU.
    public static EngineOptions defaults() {
        return new EngineOptions(8, 0, 0, 0, 512, TensorPath.PINNED, Provider.CPU, null);
    }

    public EngineOptions withSlots(int count) {
        return new EngineOptions(count, threads, maxContext, cacheBytes, prefillChunk, memory, provider, adapter);
    }

    public EngineOptions withThreads(int count) {
        return new EngineOptions(slots, count, maxContext, cacheBytes, prefillChunk, memory, provider, adapter);
    }

    public EngineOptions withMaxContext(int tokens) {
        return new EngineOptions(slots, threads, tokens, cacheBytes, prefillChunk, memory, provider, adapter);
    }

    public EngineOptions withCacheBytes(long bytes) {
        return new EngineOptions(slots, threads, maxContext, bytes, prefillChunk, memory, provider, adapter);
    }

    public EngineOptions withPrefillChunk(int tokens) {
        return new EngineOptions(slots, threads, maxContext, cacheBytes, tokens, memory, provider, adapter);
    }

    public EngineOptions withMemory(TensorPath path) {
        return new EngineOptions(slots, threads, maxContext, cacheBytes, prefillChunk, path, provider, adapter);
    }

    public EngineOptions withProvider(Provider wanted) {
        return new EngineOptions(slots, threads, maxContext, cacheBytes, prefillChunk, memory, wanted, adapter);
    }

    public EngineOptions withAdapter(@Nullable Path file) {
        return new EngineOptions(slots, threads, maxContext, cacheBytes, prefillChunk, memory, provider, file);
    }

    /// What computes.
    public enum Provider {
        CPU,
        /// An NVIDIA card; without one, or without its libraries, the engine says so and uses the CPU.
        CUDA
    }

    /// How tensors reach ONNX Runtime.
    public enum TensorPath {
        /// Outputs are written into buffers given beforehand, through the public Java API.
        PINNED,
        /// Outputs are fetched and copied back: the plainest use of the API, slow, the reference in
        /// tests.
        PLAIN,
        /// Inputs and outputs are bound once through ONNX Runtime's C functions; on a graphics card the
        /// cache stays there.
        IO_BINDING
    }
}
