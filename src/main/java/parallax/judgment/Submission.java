package parallax.judgment;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parallax.identity.Token;
import parallax.study.StoredRubric;

/// What a rater sends as their judgment of an item.
///
/// @param key made once per page by the client: the same key and content is the same submission, however
///     often it is sent
/// @param change whether whoever sends it knows that there is an earlier judgment, which it replaces
public record Submission(int position, UUID key, Answers answers, Timing timing, boolean change) {
    private static final boolean KNOWS_OF_THE_EARLIER = true;

    public Submission(int position, UUID key, Answers answers, Timing timing) {
        this(position, key, answers, timing, KNOWS_OF_THE_EARLIER);
    }

    /// How long the item was before the rater, in milliseconds; unknown where the page ran without scripts.
    public record Timing(
            @Nullable Long activeMs,
            @Nullable Long idleMs,
            @Nullable Long hiddenMs) {
        public static final Timing UNKNOWN = new Timing(null, null, null);
        private static final long LONGEST_MS = 7L * 24 * 60 * 60 * 1000;

        public Timing {
            activeMs = sane(activeMs);
            idleMs = sane(idleMs);
            hiddenMs = sane(hiddenMs);
        }

        private static @Nullable Long sane(@Nullable Long ms) {
            return ms == null || ms < 0 || ms > LONGEST_MS ? null : ms;
        }
    }

    Submission asked(StoredRubric rubric) {
        return new Submission(position, key, answers.asked(rubric), timing, change);
    }

    /// Identifies what a key stands for. Times are no part of it: they grow while a client retries.
    byte[] bodyHash() {
        byte[] content = answers.contentHash();
        return Token.sha256(ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(position)
                .put(content)
                .array());
    }
}
