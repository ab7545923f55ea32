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

    /// Larger for requests that came later.
    long usedLast() {
        return usedLast;
    }

    /// How many tokens have their keys and values in the slot.
    int held() {
        return held;
    }

    Optional<ReplyInProgress> reply() {
        return Optional.ofNullable(reply);
    }

    boolean isBusy() {
        return reply != null;
    }

    /// Whether the request is still reading its prompt.
    boolean isReading() {
        return reply != null && !reply.hasWritten();
    }

    /// Whether the request has read its prompt and is writing its reply.
    boolean isDecoding() {
        return reply != null && reply.hasWritten();
    }

    boolean hasPendingLogits() {
        return pendingLogits != null;
    }

    /// Logits `[vocabulary]` from which the request's first token is to be drawn.
    void pendingLogits(float[] logits) {
        pendingLogits = logits;
    }

    float[] takePendingLogits() {
        float[] taken = java.util.Objects.requireNonNull(pendingLogits);
        pendingLogits = null;
        return taken;
    }

    /// Length of the longest prefix that a prompt shares with the tokens held.
    int commonBeginning(int[] prompt) {
        int limit = Math.min(held, prompt.length);
        int mismatch = Arrays.mismatch(ids, 0, limit, prompt, 0, limit);
        return mismatch < 0 ? limit : mismatch;
    }

    /// Whether a prompt begins with the prompt that this slot served last, so that continuing it here
    /// loses nothing that others might ask for.
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

    /// Drops the last tokens of a slot that no request uses, where there must be room after them.
    void keepAtMost(int tokens) {
        if (reply == null) {
            held = Math.min(held, tokens);
        }
    }

    void leave() {
        reply = null;
        pendingLogits = null;
    }

    /// Forgets the tokens held: they can no longer be relied on.
    void clear() {
        held = 0;
    }
}
