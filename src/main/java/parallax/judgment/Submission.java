package parallax.judgment;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parallax.identity.Token;
import parallax.study.InWords;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;

/// What a rater sends as their judgment of an item.
///
/// @param assignment the key of the assignment that it was answered on
/// @param key made once per page by the client: the same key and content is the same submission, however
///     often it is sent
/// @param change whether whoever sends it knows that there is an earlier judgment, which it replaces
/// @param written how the answers in words came about, by question id; without those of which it is not known
public record Submission(
        UUID assignment, UUID key, Answers answers, Timing timing, boolean change, Map<Long, Written> written) {
    private static final boolean KNOWS_OF_THE_EARLIER = true;

    public Submission(UUID assignment, UUID key, Answers answers, Timing timing) {
        this(assignment, key, answers, timing, KNOWS_OF_THE_EARLIER, Map.of());
    }

    /// Without anything known of how words were written.
    public Submission(UUID assignment, UUID key, Answers answers, Timing timing, boolean change) {
        this(assignment, key, answers, timing, change, Map.of());
    }

    public Submission {
        written = Map.copyOf(written);
    }

    /// How one answer in words came about, as its page counted.
    ///
    /// @param pastes how often something was pasted or dropped into it
    /// @param leaves how often the page was left while it was written
    public record Written(
            @Nullable Integer pastes, @Nullable Integer leaves) {
        private static final int MOST = 100_000;

        /// Reads the fields `pastes.{questionId}` and `leaves.{questionId}`; what is no number is not known.
        static Map<Long, Written> fromForm(StoredRubric rubric, Map<String, List<String>> form) {
            var written = new TreeMap<Long, Written>();
            rubric.asked().filter(asked -> asked.question() instanceof InWords).forEach(asked -> {
                var one = new Written(count(form, "pastes." + asked.id()), count(form, "leaves." + asked.id()));
                if (one.pastes() != null || one.leaves() != null) {
                    written.put(asked.id(), one);
                }
            });
            return written;
        }

        private static @Nullable Integer count(Map<String, List<String>> form, String name) {
            String text = form.getOrDefault(name, List.of("")).getFirst();
            return text.matches("\\d{1,9}") ? Math.min(Integer.parseInt(text), MOST) : null;
        }
    }

    /// How long the item was before the rater, in milliseconds; unknown where the page ran without scripts.
    ///
    /// @param questionMs of the active time, what passed before each answer: since the answer before, or since
    ///     the item was shown. By question id; without the questions of which it is not known
    public record Timing(
            @Nullable Long activeMs,
            @Nullable Long idleMs,
            @Nullable Long hiddenMs,
            Map<Long, Long> questionMs) {
        /// By how much a browser's clock and ours may differ over an item.
        static final Duration INACCURACY = Duration.ofSeconds(5);
        private static final long LONGEST_MS = 7L * 24 * 60 * 60 * 1000;
        public static final Timing UNKNOWN = new Timing(null, null, null);

        public Timing {
            activeMs = sane(activeMs);
            idleMs = sane(idleMs);
            hiddenMs = sane(hiddenMs);
            questionMs = within(activeMs, questionMs);
        }

        public Timing(@Nullable Long activeMs, @Nullable Long idleMs, @Nullable Long hiddenMs) {
            this(activeMs, idleMs, hiddenMs, Map.of());
        }

        /// Reads the fields `activeMs`, `idleMs` and `hiddenMs`, and `ms.{questionId}` of the rubric's
        /// questions; what is no number of milliseconds is not known.
        static Timing fromForm(StoredRubric rubric, Map<String, List<String>> form) {
            var questionMs = new TreeMap<Long, Long>();
            rubric.asked().map(StoredQuestion::id).forEach(id -> {
                Long ms = time(form, "ms." + id);
                if (ms != null) {
                    questionMs.put(id, ms);
                }
            });
            return new Timing(time(form, "activeMs"), time(form, "idleMs"), time(form, "hiddenMs"), questionMs);
        }

        private static @Nullable Long time(Map<String, List<String>> form, String name) {
            String text = form.getOrDefault(name, List.of("")).getFirst();
            return text.matches("\\d{1,12}") ? Long.valueOf(text) : null;
        }

        /// Unknown if the page claims more time than has passed since the item was given to the rater.
        Timing within(Duration since) {
            long claimed = or0(activeMs) + or0(idleMs) + or0(hiddenMs);
            return claimed > since.plus(INACCURACY).toMillis() ? UNKNOWN : this;
        }

        /// None of them are known if together they are more than the item's.
        private static Map<Long, Long> within(@Nullable Long activeMs, Map<Long, Long> questionMs) {
            boolean sane = questionMs.values().stream().allMatch(ms -> sane(ms) != null);
            long claimed = sane
                    ? questionMs.values().stream().mapToLong(Long::longValue).sum()
                    : 0;
            boolean isWithin = sane && claimed <= or0(activeMs) + INACCURACY.toMillis();
            return isWithin ? Map.copyOf(questionMs) : Map.of();
        }

        /// Of one question; null where it is not known.
        @Nullable
        Long ofQuestion(long id) {
            return questionMs.get(id);
        }

        private static long or0(@Nullable Long ms) {
            return ms == null ? 0 : ms;
        }

        private static @Nullable Long sane(@Nullable Long ms) {
            return ms == null || ms < 0 || ms > LONGEST_MS ? null : ms;
        }
    }

    Submission asked(StoredRubric rubric) {
        return new Submission(assignment, key, answers.asked(rubric), timing, change, written);
    }

    /// Identifies what a key stands for. Times are not part of it: they grow while a client retries.
    byte[] bodyHash() {
        byte[] content = answers.contentHash();
        return Token.sha256(ByteBuffer.allocate(2 * Long.BYTES + content.length)
                .putLong(assignment.getMostSignificantBits())
                .putLong(assignment.getLeastSignificantBits())
                .put(content)
                .array());
    }
}
