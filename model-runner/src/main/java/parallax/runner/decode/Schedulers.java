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

/// Chooses how a model's requests are batched, and how much cache they get.
final class Schedulers {
    private static final Logger LOG = Logger.getLogger(Schedulers.class.getName());
    private static final int USUAL_CONTEXT = 8192;
    private static final long MAX_BUFFER = Integer.MAX_VALUE - 64;
    private static final int MAX_CHUNK_LOGITS = 16 << 20;

    private Schedulers() {}

    record Chosen(Scheduler scheduler, int maxContext) {}

    static Chosen choose(
            ModelFolder folder,
            EngineOptions options,
            Session session,
            OrtSession.RunOptions runOptions,
            EngineTimes times) {
        DecoderShape shape = folder.shape();
        GraphProbe.Found found = GraphProbe.run(session.session(), folder, runOptions);
        int context = Math.min(shape.contextLength(), options.maxContext() > 0 ? options.maxContext() : USUAL_CONTEXT);
        int slots = slots(shape, options, context);
        int chunk = found.lastRowOnly()
                ? options.prefillChunk()
                : Math.clamp(MAX_CHUNK_LOGITS / found.vocabulary(), 1, options.prefillChunk());
        return switch (shape.cacheLayout()) {
            case SHARED_BUFFER -> {
                KvCache cache = new KvCache(shape, slots, context, memory(options, session));
                GraphRun run = run(folder, options, session, runOptions, cache);
                LogitsBuffer logits = new LogitsBuffer(
                        found.vocabulary(),
                        folder.graph().output("logits").orElseThrow().elementType());
                SlotDecoder decoder = new TensorDecoder(run, logits, found.lastRowOnly(), times);
                TokenDraws draws = new TokenDraws(found.vocabulary(), options.threadCount());
                yield new Chosen(new ContinuousScheduler(decoder, draws, cache, chunk, times), context);
            }
            case APPENDING -> {
                int columns = Math.clamp((long) MAX_CHUNK_LOGITS / ((long) slots * found.vocabulary()), 1, chunk);
                yield new Chosen(
                        new StaticScheduler(session.session(), runOptions, folder, slots, columns, times), context);
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

    /// As many slots as asked for, or fewer if their full length would not fit.
    private static int slots(DecoderShape shape, EngineOptions options, int context) {
        long perSlot = shape.cacheBytesPerToken() * context;
        long largestLayer = shape.layers().stream()
                        .mapToLong(layer -> (long) shape.cacheBytesPerNumber() * layer.numbersPerToken())
                        .max()
                        .orElse(1)
                * context;
        long fitting = Math.min(options.cacheBytes() / perSlot, MAX_BUFFER / largestLayer);
        if (fitting < 1) {
            throw new IllegalArgumentException(
                    "one request of " + context + " tokens needs " + perSlot + " bytes of cache, more than the "
                            + options.cacheBytes() + " allowed; allow more or a shorter context");
        }
        return (int) Math.min(options.slots(), fitting);
    }
}
