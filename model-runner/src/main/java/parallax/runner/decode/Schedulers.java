package parallax.runner.decode;

import ai.onnxruntime.OrtSession;
import java.util.logging.Level;
import java.util.logging.Logger;
import parallax.runner.decode.graph.CacheMemory;
import parallax.runner.decode.graph.GraphProbe;
import parallax.runner.decode.graph.GraphRun;
import parallax.runner.decode.graph.KvCache;
import parallax.runner.decode.graph.LogitsBuffer;
import parallax.runner.decode.graph.Session;
import parallax.runner.decode.sampling.TokenDraws;
import parallax.runner.model.DecoderShape;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.ModelFolderException;

/// Chooses how a model's requests are batched, and how much cache they get.
final class Schedulers {
    private static final Logger LOG = Logger.getLogger(Schedulers.class.getName());
    private static final int MAX_CHUNK_LOGITS = 16 << 20;

    private Schedulers() {}

    record Chosen(Scheduler scheduler, Limits limits) {}

    static Chosen choose(
            ModelFolder folder,
            EngineOptions options,
            Session session,
            OrtSession.RunOptions runOptions,
            EngineTimes times) {
        DecoderShape shape = folder.shape();
        if (folder.graph().attention().hasNorms() && !session.isOnGraphicsCard()) {
            throw new ModelFolderException(folder.graphFile() + " normalises queries and keys inside"
                    + " GroupQueryAttention, as exports for graphics cards do (Qwen3 and others); on a processor use an"
                    + " export for the CPU (onnxruntime-genai's builder with -e cpu), which has those norms as"
                    + " operators of their own");
        }
        GraphProbe.Found found = GraphProbe.run(session.session(), folder, runOptions);
        int window = folder.graph().attention().rollingWindow();
        CacheMemory memory = memory(options, session);
        Limits limits = Limits.of(folder, options, memory);
        int chunk = found.lastRowOnly()
                ? options.prefillChunk()
                : Math.clamp(MAX_CHUNK_LOGITS / found.vocabulary(), 1, options.prefillChunk());
        return switch (shape.cacheLayout()) {
            case SHARED_BUFFER -> {
                int longest = Math.max(limits.context(), window);
                KvCache cache = new KvCache(shape, limits.slots(), longest, memory);
                cache.reserve(window);
                GraphRun run = run(folder, options, session, runOptions, cache);
                LogitsBuffer logits = new LogitsBuffer(
                        found.vocabulary(),
                        folder.graph().output("logits").orElseThrow().elementType());
                SlotDecoder decoder = new TensorDecoder(run, logits, found.lastRowOnly(), times);
                TokenDraws draws = new TokenDraws(found.vocabulary(), options.threadCount());
                yield new Chosen(
                        new ContinuousScheduler(decoder, draws, cache, chunk, limits.switchAt(), times), limits);
            }
            case APPENDING -> {
                int rows = limits.slots();
                int columns = Math.clamp((long) MAX_CHUNK_LOGITS / ((long) rows * found.vocabulary()), 1, chunk);
                yield new Chosen(
                        new StaticScheduler(session.session(), runOptions, folder, rows, columns, times), limits);
            }
        };
    }

    /// How the graph reaches the cache, which is freed if that fails.
    private static GraphRun run(
            ModelFolder folder,
            EngineOptions options,
            Session session,
            OrtSession.RunOptions runOptions,
            KvCache cache) {
        try {
            return switch (cache.memory() == CacheMemory.HOST
                    ? options.memory()
                    : EngineOptions.TensorPath.IO_BINDING) {
                case PINNED -> GraphRun.pinned(session, runOptions, folder, cache);
                case PLAIN -> GraphRun.plain(session, runOptions, folder, cache);
                case IO_BINDING -> GraphRun.bound(session, runOptions, folder, cache);
            };
        } catch (RuntimeException e) {
            cache.close();
            throw e;
        }
    }

    /// With a graphics card the cache is on the card, unless an adapter is active, which IoBinding
    /// would ignore.
    private static CacheMemory memory(EngineOptions options, Session session) {
        if (!session.isOnGraphicsCard() || options.adapter() != null) {
            return CacheMemory.HOST;
        }
        return CacheMemory.ofGraphicsCard().orElseGet(() -> {
            LOG.log(Level.WARNING, "the CUDA runtime cannot be found: the cache is in main memory, which is slow");
            return CacheMemory.HOST;
        });
    }
}
