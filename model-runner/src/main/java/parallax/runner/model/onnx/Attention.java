package parallax.runner.model.onnx;

/// What a graph's attention operators ask of whoever drives them.
///
/// @param rollingWindow the longest sliding window of an operator that may be given a cache of its
///     window's length (`sliding_window_cache`), and must not be given a shorter one; 0 without any
/// @param hasNorms whether queries and keys are normalised inside the operator, which ONNX Runtime does
///     on graphics cards only
public record Attention(int rollingWindow, boolean hasNorms) {
    public static final Attention PLAIN = plain();

    private static Attention plain() {
        boolean hasNorms = false;
        return new Attention(0, hasNorms);
    }
}
