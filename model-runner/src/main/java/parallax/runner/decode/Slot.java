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
    private boolean beyondSwitch;
    private int[] goal = NOTHING;
    private boolean reading;
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

    /// Whether the request still reads what its next token follows: its prompt, or all of it anew.
    boolean isReading() {
        return reply != null && reading;
    }

    /// Whether the request is writing its reply.
    boolean isDecoding() {
        return reply != null && !reading;
    }

    /// What a reading request is to have read.
    int[] goal() {
        return goal;
    }

    /// Whether what is held is computed as the graph computes beyond its switch.
    boolean isBeyondSwitch() {
        return beyondSwitch;
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
        reading = false;
        return taken;
    }

    /// Length of the longest prefix that tokens share with those held.
    ///
    /// @param beyond on which side of the graph's switch they are to be read: what was read on the other
    ///     is of no use
    int commonBeginning(int[] prompt, boolean beyond) {
        if (beyond != beyondSwitch) {
            return 0;
        }
        int limit = Math.min(held, prompt.length);
        int mismatch = Arrays.mismatch(ids, 0, limit, prompt, 0, limit);
        return mismatch < 0 ? limit : mismatch;
    }

    /// Whether a prompt begins with the prompt that this slot served last, so that continuing it here
    /// loses nothing that others might ask for.
    boolean isContinuedBy(int[] prompt, boolean beyond) {
        return held > 0 && commonBeginning(prompt, beyond) >= Math.min(promptLength, held);
    }

    /// @param beyond on which side of the graph's switch the newcomer's prompt is read
    void seat(ReplyInProgress newcomer, long number, boolean beyond) {
        reply = newcomer;
        usedLast = number;
        int[] prompt = newcomer.promptIds();
        promptLength = prompt.length;
        hold(prompt, commonBeginning(prompt, beyond));
        beyondSwitch = beyond;
        goal = prompt;
        reading = true;
    }

    /// The request crosses the graph's switch with its next token: all that it holds is read again.
    void readAnew() {
        goal = Arrays.copyOf(ids, held + 1);
        goal[held] = java.util.Objects.requireNonNull(reply).lastToken();
        held = 0;
        beyondSwitch = true;
        reading = true;
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
        reading = false;
    }

    /// Forgets the tokens held: they can no longer be relied on.
    void clear() {
        held = 0;
    }
}
