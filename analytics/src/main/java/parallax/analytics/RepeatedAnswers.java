package parallax.analytics;

import java.util.Arrays;
import java.util.List;

/// Answers that a rater gave twice to the same question about the same item: pairs, each of a first and a later
/// answer. Items and raters have the numbers that they have in the [RatingMatrix] beside it.
public final class RepeatedAnswers {
    private final AnswerOptions options;
    private final int[] item;
    private final int[] rater;
    private final int[] first;
    private final int[] later;

    private RepeatedAnswers(AnswerOptions options, int[] item, int[] rater, int[] first, int[] later) {
        this.options = options;
        this.item = item;
        this.rater = rater;
        this.first = first;
        this.later = later;
    }

    /// @param item of each pair
    /// @param rater of each pair
    /// @param first option of each pair
    /// @param later option of each pair
    public static RepeatedAnswers of(AnswerOptions options, int[] item, int[] rater, int[] first, int[] later) {
        int pairs = rater.length;
        if (item.length != pairs || first.length != pairs || later.length != pairs) {
            throw new IllegalArgumentException("A pair has an item, a rater, a first and a later answer, not "
                    + item.length + ", " + pairs + ", " + first.length + " and " + later.length);
        }
        requireOptions(options, first);
        requireOptions(options, later);
        return new RepeatedAnswers(options, item.clone(), rater.clone(), first.clone(), later.clone());
    }

    /// @param pairs of item, rater, first option and later option
    public static RepeatedAnswers of(AnswerOptions options, List<int[]> pairs) {
        return of(options, column(pairs, 0), column(pairs, 1), column(pairs, 2), column(pairs, 3));
    }

    private static int[] column(List<int[]> pairs, int number) {
        return pairs.stream().mapToInt(pair -> pair[number]).toArray();
    }

    private static void requireOptions(AnswerOptions options, int[] chosen) {
        for (int option : chosen) {
            if (option < 0 || option >= options.size()) {
                throw new IllegalArgumentException("Option " + option + " is not one of " + options.names());
            }
        }
    }

    public AnswerOptions options() {
        return options;
    }

    public int size() {
        return rater.length;
    }

    public int itemOf(int pair) {
        return item[pair];
    }

    public int raterOf(int pair) {
        return rater[pair];
    }

    public int firstOf(int pair) {
        return first[pair];
    }

    public int laterOf(int pair) {
        return later[pair];
    }

    /// The same pairs read under a policy for Unsure; a pair of which an answer becomes missing is none.
    public RepeatedAnswers under(UnsurePolicy policy) {
        int[] target = policy.mapping(options);
        int[] what = new int[size()];
        int[] whose = new int[size()];
        int[] before = new int[size()];
        int[] after = new int[size()];
        int kept = 0;
        for (int pair = 0; pair < size(); pair++) {
            if (target[first[pair]] >= 0 && target[later[pair]] >= 0) {
                what[kept] = item[pair];
                whose[kept] = rater[pair];
                before[kept] = target[first[pair]];
                after[kept++] = target[later[pair]];
            }
        }
        return new RepeatedAnswers(
                policy.reduce(options),
                Arrays.copyOf(what, kept),
                Arrays.copyOf(whose, kept),
                Arrays.copyOf(before, kept),
                Arrays.copyOf(after, kept));
    }
}
