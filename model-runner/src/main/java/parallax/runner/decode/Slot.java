package parallax.runner.decode;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A place in the cache: which tokens it holds, and which request runs in it.
final class Slot {
    private static final int[] NOTHING = {};

    private final int index;
    private int[] ids = NOTHING;
    private int held;
    private @Nullable Sample sample;
    private float @Nullable [] pendingLogits;

    Slot(int index) {
        this.index = index;
    }

    int index() {
        return index;
    }

    /// Tokens whose keys and values lie in the slot.
    int held() {
        return held;
    }

    Optional<Sample> sample() {
        return Optional.ofNullable(sample);
    }

    boolean isBusy() {
        return sample != null;
    }

    boolean needsPrefill() {
        return sample != null && pendingLogits == null && !sample.hasWritten();
    }

    /// Whether the request has read its prompt and writes.
    boolean isDecoding() {
        return sample != null && pendingLogits == null && sample.hasWritten();
    }

    boolean hasPendingLogits() {
        return pendingLogits != null;
    }

    /// Logits [vocabulary] from which the request's first token is to be drawn.
    void pendingLogits(float[] logits) {
        pendingLogits = logits;
    }

    float[] takePendingLogits() {
        float[] taken = java.util.Objects.requireNonNull(pendingLogits);
        pendingLogits = null;
        return taken;
    }

    /// Length of the longest beginning that a prompt has in common with what is held.
    int commonBeginning(int[] prompt) {
        int limit = Math.min(held, prompt.length);
        int mismatch = Arrays.mismatch(ids, 0, limit, prompt, 0, limit);
        return mismatch < 0 ? limit : mismatch;
    }

    void seat(Sample newcomer, int reused) {
        sample = newcomer;
        hold(newcomer.promptIds(), reused);
    }

    /// The slot now holds the first tokens of a prompt.
    void hold(int[] prompt, int count) {
        ids = Arrays.copyOf(prompt, Math.max(prompt.length, count));
        held = count;
    }

    /// The slot now holds one more token.
    void hold(int token) {
        if (held == ids.length) {
            ids = Arrays.copyOf(ids, Math.max(64, 2 * held));
        }
        ids[held++] = token;
    }

    /// Leaves room behind what is held in a slot that no request uses.
    void keepAtMost(int tokens) {
        if (sample == null) {
            held = Math.min(held, tokens);
        }
    }

    void leave() {
        sample = null;
        pendingLogits = null;
    }

    /// What is held can no longer be relied on.
    void clear() {
        held = 0;
    }

    void takeOver(Slot other) {
        ids = other.ids.clone();
        held = other.held;
        sample = other.sample;
        pendingLogits = other.pendingLogits;
        other.leave();
    }
}
