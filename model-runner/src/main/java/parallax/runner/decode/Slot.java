package parallax.runner.decode;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A part of the cache for one request: which tokens it holds, and which request runs in it. Free slots
/// remember what they hold.
final class Slot {
    private static final int[] NOTHING = {};

    private int index;
    private long usedLast;
    private int promptLength;
    private int[] ids = NOTHING;
    private int held;
    private @Nullable ReplyInProgress reply;
    private float @Nullable [] pendingLogits;

    Slot(int index) {
        this.index = index;
    }

    /// Its place in the cache.
    int index() {
        return index;
    }

    void moveTo(int place) {
        index = place;
    }

    /// A number that is larger the later a request came.
    long usedLast() {
        return usedLast;
    }

    /// Tokens whose keys and values lie in the slot.
    int held() {
        return held;
    }

    Optional<ReplyInProgress> reply() {
        return Optional.ofNullable(reply);
    }

    boolean isBusy() {
        return reply != null;
    }

    /// Whether the request has not written yet.
    boolean isReading() {
        return reply != null && !reply.hasWritten();
    }

    /// Whether the request has read its prompt and writes.
    boolean isDecoding() {
        return reply != null && reply.hasWritten();
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

    /// Whether a prompt begins with the one that the slot was used for last, so that nothing that others
    /// might ask for is lost when it goes on here.
    boolean isContinuedBy(int[] prompt) {
        return held > 0 && commonBeginning(prompt) >= Math.min(promptLength, held);
    }

    void seat(ReplyInProgress newcomer, long number) {
        reply = newcomer;
        usedLast = number;
        int[] prompt = newcomer.promptIds();
        promptLength = prompt.length;
        hold(prompt, commonBeginning(prompt));
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
        if (reply == null) {
            held = Math.min(held, tokens);
        }
    }

    void leave() {
        reply = null;
        pendingLogits = null;
    }

    /// What is held can no longer be relied on.
    void clear() {
        held = 0;
    }
}
