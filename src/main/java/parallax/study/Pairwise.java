package parallax.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A question which of an item's two replies is better, A or B as they stand in the item, and by how much.
/// Raters are not told which is which: see [Replies]. It is asked only of items with two replies.
///
/// @param strengths how many steps there are from no preference to the strongest: 1, better; 2, also much better;
///   3, also slightly better
/// @param neutral which answers beside a preference there are
public record Pairwise(String code, Wording wording, int strengths, Set<Neutral> neutral, Asking asking)
        implements OneOption {
    public static final String TYPE = "pairwise";
    public static final int USUAL = 2;

    private static final int MOST = 3;

    /// An answer that prefers neither.
    public enum Neutral {
        TIE("tie", "Both are equally good"),
        BOTH_BAD("both_bad", "Both are bad");

        private final String code;
        private final String label;

        Neutral(String code, String label) {
            this.code = code;
            this.label = label;
        }

        public String code() {
            return code;
        }

        private AnswerOption option() {
            return new AnswerOption(code, label, null);
        }

        static Optional<Neutral> of(String code) {
            return Stream.of(values())
                    .filter(neutral -> neutral.code.equals(code))
                    .findFirst();
        }
    }

    public Pairwise {
        Question.requireCode(code);
        Rubric.require(
                strengths >= 1 && strengths <= MOST,
                "the question '" + code + "' has " + strengths + " strengths of preference, not 1 to " + MOST);
        neutral = neutral.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(neutral));
        Rubric.require(!asking.feeding(), "the question '" + code + "' compares two replies, so it cannot be combined");
    }

    /// As it is stored: by its options.
    static Pairwise of(String code, Wording wording, List<AnswerOption> options, Asking asking) {
        var neutral = EnumSet.noneOf(Neutral.class);
        options.forEach(option -> Neutral.of(option.code()).ifPresent(neutral::add));
        return new Pairwise(code, wording, (options.size() - neutral.size()) / 2, neutral, asking);
    }

    /// From the strongest preference for A to the strongest for B, a tie in the middle; last, that both are bad.
    @Override
    public List<AnswerOption> options() {
        return options("A", "B");
    }

    /// The same in the words of a page.
    ///
    /// @param a what the page calls the first reply of the item
    /// @param b what it calls the second
    public List<AnswerOption> options(String a, String b) {
        var options = new ArrayList<AnswerOption>();
        preferred("a", a).forEach(options::add);
        if (neutral.contains(Neutral.TIE)) {
            options.add(Neutral.TIE.option());
        }
        preferred("b", b).toList().reversed().forEach(options::add);
        if (neutral.contains(Neutral.BOTH_BAD)) {
            options.add(Neutral.BOTH_BAD.option());
        }
        return List.copyOf(options);
    }

    /// From the strongest on.
    private Stream<AnswerOption> preferred(String code, String reply) {
        return Stream.of(
                        new AnswerOption(code + "_much", "Reply " + reply + " is much better", null),
                        new AnswerOption(code, "Reply " + reply + " is better", null),
                        new AnswerOption(code + "_slightly", "Reply " + reply + " is slightly better", null))
                .skip(strengths == 1 ? 1 : 0)
                .limit(strengths);
    }

    /// The place of the option that says the same of the other reply.
    public int opposite(int position) {
        int preferring = 2 * strengths + (neutral.contains(Neutral.TIE) ? 1 : 0);
        return position < preferring ? preferring - 1 - position : position;
    }

    @Override
    public Optional<Asking> ifAsked() {
        return Optional.of(asking);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
