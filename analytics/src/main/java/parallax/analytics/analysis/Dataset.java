package parallax.analytics.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.RatingMatrix;
import parallax.analytics.RepeatedAnswers;
import parallax.analytics.ResponseCounts;
import parallax.analytics.UnsurePolicy;

/// The answers to one question, by item and, where it is known, by rater.
///
/// @param question the question, or null when the data hold only one
/// @param items the items, in row order
/// @param counts item × option counts of everybody
/// @param matrix who answered what, or null when raters are unknown
/// @param axes the same answers by group, for each axis asked for
/// @param blocks what each rater's block is in a permutation test, or null for one block
/// @param gold each item's gold option, null for an item without one; an empty list when there are none at all
/// @param repeats what raters answered a second time, or null when nobody did; `matrix` holds one answer of
///     each pair, or all answers if it [RatingMatrix#mayHoldRepeats]
public record Dataset(
        @Nullable String question,
        List<String> items,
        CountTable counts,
        @Nullable RatingMatrix matrix,
        List<Grouped> axes,
        @Nullable Axis blocks,
        List<@Nullable Integer> gold,
        @Nullable RepeatedAnswers repeats) {

    /// Answers by the groups of one axis.
    ///
    /// @param axis which rater is in which group, or null when raters are unknown
    public record Grouped(
            String name, ResponseCounts counts, @Nullable Axis axis) {}

    /// Without repeated answers.
    public Dataset(
            @Nullable String question,
            List<String> items,
            CountTable counts,
            @Nullable RatingMatrix matrix,
            List<Grouped> axes,
            @Nullable Axis blocks,
            List<@Nullable Integer> gold) {
        this(question, items, counts, matrix, axes, blocks, gold, null);
    }

    public Dataset {
        items = List.copyOf(items);
        axes = List.copyOf(axes);
    }

    /// Answers by everybody and by the groups of each axis, from a matrix.
    public static Dataset of(RatingMatrix matrix, List<Axis> axes) {
        List<Grouped> grouped = axes.stream()
                .filter(axis -> !axis.groups().isEmpty())
                .map(axis -> new Grouped(axis.name(), matrix.counts(axis), axis))
                .toList();
        return new Dataset(null, matrix.items(), matrix.countsByItem(), matrix, grouped, null, List.of());
    }

    public Dataset withGold(List<@Nullable Integer> goldOptions) {
        return new Dataset(question, items, counts, matrix, axes, blocks, goldOptions, repeats);
    }

    /// @param again what raters answered a second time, or null when nobody did
    public Dataset withRepeats(@Nullable RepeatedAnswers again) {
        return new Dataset(question, items, counts, matrix, axes, blocks, gold, again);
    }

    /// Why metrics that compare the answers to an item are undefined; null where they are not.
    @Nullable
    String whyNotCompared() {
        return matrix == null || !matrix.mayHoldRepeats()
                ? null
                : "every answer of a rater to an item counts, and that a rater agrees with themselves is no agreement"
                        + " between raters";
    }

    /// The same answers read under a policy for Unsure.
    public Dataset under(UnsurePolicy policy) {
        if (policy == UnsurePolicy.CATEGORY) {
            return this;
        }
        RatingMatrix read = matrix == null ? null : matrix.under(policy);
        CountTable everyone = read == null ? counts.under(policy) : read.countsByItem();
        List<Grouped> grouped = new ArrayList<>();
        for (Grouped axis : axes) {
            ResponseCounts byGroup =
                    read == null || axis.axis() == null ? axis.counts().under(policy) : read.counts(axis.axis());
            grouped.add(new Grouped(axis.name(), byGroup, axis.axis()));
        }
        int[] target = policy.mapping(counts.options());
        List<@Nullable Integer> readGold = new ArrayList<>();
        for (Integer option : gold) {
            readGold.add(option == null || target[option] < 0 ? null : Integer.valueOf(target[option]));
        }
        return new Dataset(
                question,
                items,
                everyone,
                read,
                grouped,
                blocks,
                readGold,
                repeats == null ? null : repeats.under(policy));
    }
}
