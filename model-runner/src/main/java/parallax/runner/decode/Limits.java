package parallax.runner.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parallax.runner.decode.graph.CacheMemory;
import parallax.runner.model.CacheLayout;
import parallax.runner.model.DecoderShape;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.onnx.LengthSwitch;

/// How long and how many requests may be: what the model was made for, then what fits the machine's
/// memory, then what was asked for.
///
/// @param context the most tokens, prompt and reply together, that a request may take
/// @param slots the most requests that run at once
/// @param cacheBytes what keys and values of that many may take
/// @param switchAt the most tokens that are computed in the first of a graph's two ways, where both are
///     used; else the largest `int`
/// @param notice what of it a person should know; empty if there is nothing
public record Limits(int context, int slots, long cacheBytes, int switchAt, String notice) {
    /// A model's context is used whole where all slots of that length fit, and up to here where they do
    /// not.
    private static final int USUAL_CONTEXT = 8192;

    /// What is known of a graph and a place for its cache.
    ///
    /// @param usableBytes of the memory that the cache is kept in
    /// @param largestTensor the most bytes that one layer's keys may take
    record Machine(long usableBytes, long largestTensor) {
        static Machine of(CacheMemory memory) {
            return new Machine(memory.usableBytes(), memory.largestTensor());
        }
    }

    /// For a model whose cache is in main memory.
    public static Limits of(ModelFolder folder, EngineOptions options) {
        return of(folder, options, CacheMemory.HOST);
    }

    static Limits of(ModelFolder folder, EngineOptions options, CacheMemory memory) {
        Limits fitting = of(
                folder.shape(),
                options,
                Machine.of(memory),
                folder.graph().attention().rollingWindow());
        return fitting.within(folder.shape(), folder.graph().choices().switches());
    }

    /// Without a graph's switches.
    ///
    /// @param least a cache must not be shorter
    static Limits of(DecoderShape shape, EngineOptions options, Machine machine, int least) {
        long budget = options.cacheBytes() > 0 ? options.cacheBytes() : machine.usableBytes();
        long perToken = shape.cacheBytesPerToken();
        long widest = shape.layers().stream()
                .mapToLong(layer -> (long) shape.cacheBytesPerNumber() * layer.numbersPerToken())
                .max()
                .orElse(1);
        long room = Math.min(budget / perToken, machine.largestTensor() / widest); // tokens, in all slots together
        int context = options.maxContext() > 0
                ? Math.min(shape.contextLength(), options.maxContext())
                : (int) Math.min(shape.contextLength(), Math.max(USUAL_CONTEXT, room / options.slots()));
        int longest = Math.max(context, least);
        if (room < longest) {
            throw new IllegalArgumentException("one request of " + context + " tokens needs " + perToken * longest
                    + " bytes of cache, more than the " + Math.min(budget, room * perToken)
                    + " allowed; allow more or a shorter context");
        }
        int slots = (int) Math.min(options.slots(), room / longest);
        return new Limits(
                context, slots, perToken * longest * slots, Integer.MAX_VALUE, said(shape, options, context, slots));
    }

    private static String said(DecoderShape shape, EngineOptions options, int context, int slots) {
        List<String> said = new ArrayList<>();
        if (options.maxContext() > shape.contextLength()) {
            said.add("the model was made for " + shape.contextLength() + " tokens, not for " + options.maxContext());
        }
        if (slots < options.slots()) {
            said.add(String.format(
                    Locale.ROOT,
                    "%d of %d requests run at once: the cache of one with %d tokens takes %.1f MB; a shorter context"
                            + " or more memory for the cache makes room for more",
                    slots,
                    options.slots(),
                    context,
                    shape.cacheBytesPerToken() * context / 1e6));
        }
        return String.join("; ", said);
    }

    /// What a graph's switches between two ways of computing leave of them, so that every token is computed
    /// in the way that its own request's length asks for.
    Limits within(DecoderShape shape, List<LengthSwitch> switches) {
        List<LengthSwitch> within =
                switches.stream().filter(each -> each.limit() < context).toList();
        if (within.isEmpty()) {
            return this;
        }
        boolean appends = shape.cacheLayout() == CacheLayout.APPENDING;
        int first = (int) within.stream().mapToLong(LengthSwitch::limit).min().orElseThrow();
        if (!appends && within.size() == 1 && within.getFirst().byMaskWidth()) {
            return new Limits(context, slots, cacheBytes, first, notice);
        }
        String more = "a request may have " + first + " tokens, prompt and reply: beyond them the graph computes in"
                + " another way, which this runner can only follow in exports of onnxruntime-genai's builder with"
                + " GroupQueryAttention";
        return new Limits(
                first,
                appends ? 1 : slots,
                cacheBytes,
                Integer.MAX_VALUE,
                notice.isEmpty() ? more : notice + "; " + more);
    }
}
