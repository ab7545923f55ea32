package parallax.runner.decode;

import java.util.List;
import parallax.runner.model.CacheLayout;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.onnx.LengthSwitch;

/// What a graph's switches between two ways of computing leave of a model's limits, so that every token
/// is computed in the way that its own request's length asks for.
///
/// @param context the most tokens, prompt and reply together, that a request may take
/// @param slots the most requests that run at once
/// @param switchAt the most tokens that are computed in the first way, where both are used; else the
///     largest `int`
/// @param notice what of it a person should know; empty if there is nothing
record Limits(int context, int slots, int switchAt, String notice) {
    /// The limits of a folder's graph, at most `context` tokens and `slots` requests.
    static Limits of(ModelFolder folder, int context, int slots) {
        List<LengthSwitch> within = folder.graph().choices().switches().stream()
                .filter(each -> each.limit() < context)
                .toList();
        if (within.isEmpty()) {
            return new Limits(context, slots, Integer.MAX_VALUE, "");
        }
        boolean appends = folder.shape().cacheLayout() == CacheLayout.APPENDING;
        int first = (int) within.stream().mapToLong(LengthSwitch::limit).min().orElseThrow();
        if (!appends && within.size() == 1 && within.getFirst().byMaskWidth()) {
            return new Limits(context, slots, first, "");
        }
        return new Limits(
                first,
                appends ? 1 : slots,
                Integer.MAX_VALUE,
                "a request may have " + first + " tokens, prompt and reply: beyond them the graph computes in another"
                        + " way, which this runner can only follow in exports of onnxruntime-genai's builder with"
                        + " GroupQueryAttention");
    }
}
