package parallax.analytics;

import java.util.List;

/// The example of every metric's page: three items, four raters in two groups.
///
/// ```
///       r1  r2  r3  r4      counts (No, Unsure, Yes)
///   i1  Yes Yes No  Yes     1 0 3    old 0 0 2   young 1 0 1
///   i2  No  No  No  No      4 0 0    old 2 0 0   young 2 0 0
///   i3  Uns No  Yes Yes     1 1 2    old 1 1 0   young 0 0 2
/// ```
public final class WorkedExample {
    public static final AnswerOptions OPTIONS =
            AnswerOptions.of("No", "Unsure", "Yes").withUnsafe("Yes").withUnsure("Unsure");
    public static final Axis AGE = Axis.of("age", List.of("old", "old", "young", "young"));
    public static final RatingMatrix MATRIX = matrix(
            List.of("Yes", "Yes", "No", "Yes"), List.of("No", "No", "No", "No"), List.of("Unsure", "No", "Yes", "Yes"));

    /// What came to raters again: r1 i1 Yes Yes, r1 i2 No No, r2 i1 Yes No, r3 i1 No No, r4 i3 Yes Unsure.
    public static final RepeatedAnswers REPEATS = RepeatedAnswers.of(
            OPTIONS, new int[] {0, 1, 0, 0, 2}, new int[] {0, 0, 1, 2, 3}, new int[] {2, 0, 2, 0, 2}, new int[] {
                2, 0, 0, 0, 1
            });

    private WorkedExample() {}

    public static CountTable everyone() {
        return MATRIX.countsByItem();
    }

    public static CountTable old() {
        return MATRIX.counts(AGE).of(0);
    }

    public static CountTable young() {
        return MATRIX.counts(AGE).of(1);
    }

    /// A table over the example's options.
    public static CountTable table(int... cells) {
        return CountTable.of(OPTIONS, cells, null);
    }

    @SafeVarargs
    public static RatingMatrix matrix(List<String>... items) {
        RatingMatrixBuilder builder = RatingMatrix.builder(OPTIONS);
        for (int item = 0; item < items.length; item++) {
            for (int rater = 0; rater < items[item].size(); rater++) {
                builder.add("i" + (item + 1), "r" + (rater + 1), items[item].get(rater));
            }
        }
        return builder.build();
    }
}
