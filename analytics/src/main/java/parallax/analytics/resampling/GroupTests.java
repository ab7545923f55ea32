package parallax.analytics.resampling;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.Estimand;
import parallax.analytics.RatingMatrix;
import parallax.analytics.ResponseCounts;
import parallax.analytics.Threads;
import parallax.analytics.metric.GroupMetric;
import parallax.analytics.metric.PUnsafe;
import parallax.analytics.metric.ShareContrast;

/// How far from chance the metrics of the groups on one axis are, each by the null that its data allow
/// ([NullModel]).
public final class GroupTests {
    private final RatingMatrix matrix;
    private final Axis axis;
    private final List<GroupMetric> metrics;
    private final Assignment assignment;
    private final @Nullable PermutationNulls nulls;
    private final @Nullable AgreementContrasts contrasts;
    private final double[][] clustering;

    private GroupTests(
            RatingMatrix matrix,
            Axis axis,
            List<GroupMetric> metrics,
            Assignment assignment,
            @Nullable PermutationNulls nulls,
            @Nullable AgreementContrasts contrasts,
            double[][] clustering) {
        this.matrix = matrix;
        this.axis = axis;
        this.metrics = List.copyOf(metrics);
        this.assignment = assignment;
        this.nulls = nulls;
        this.contrasts = contrasts;
        this.clustering = clustering;
    }

    /// @param blocks     what each rater's block is, or null for one block of everybody
    /// @param replicates of the permutation test, at least 1
    public static GroupTests of(
            RatingMatrix matrix,
            Axis axis,
            @Nullable Axis blocks,
            List<GroupMetric> metrics,
            int replicates,
            long seed,
            Threads threads) {
        Assignment assignment = Assignment.of(matrix, axis, blocks, seed, threads);
        List<GroupMetric> permuted = metrics.stream()
                .filter(metric -> assignment != Assignment.BY_GROUP
                        || NullModel.of(metric, assignment) == NullModel.ANSWERS_WITHIN_ITEMS)
                .toList();
        List<GroupMetric> contrasted = metrics.stream()
                .filter(metric ->
                        NullModel.of(metric, assignment) == NullModel.CONTRAST && Jackknife.METRICS.contains(metric))
                .toList();
        PermutationTest test = new PermutationTest(matrix, axis, permuted);
        PermutationNulls nulls = switch (assignment) {
            case EXCHANGEABLE, EXCHANGEABLE_WITHIN_BLOCKS -> test.shuffled(replicates, seed, blocks, threads);
            case BY_GROUP -> permuted.isEmpty() ? null : test.withinItems(replicates, seed, threads);
        };
        AgreementContrasts contrasts =
                contrasted.isEmpty() ? null : Jackknife.contrasts(matrix, axis, contrasted, threads);
        double[][] clustering = assignment == Assignment.BY_GROUP && !permuted.isEmpty()
                ? Jackknife.clustering(matrix, axis, permuted, threads)
                : new double[0][];
        return new GroupTests(matrix, axis, metrics, assignment, nulls, contrasts, clustering);
    }

    /// Where a group's metric stands in its null.
    ///
    /// @param model     what was taken to be alike
    /// @param draws     the null's draws, or null where none were drawn
    /// @param p         the two-sided p-value, or null where there is none
    public record Standing(
            NullModel model,
            @Nullable NullDistribution draws,
            @Nullable Double p) {}

    public List<GroupMetric> metrics() {
        return metrics;
    }

    public Assignment assignment() {
        return assignment;
    }

    public Standing of(int group, GroupMetric metric) {
        NullModel model = NullModel.of(metric, assignment);
        return switch (model) {
            case RATER_PROFILES -> drawn(model, nulls == null ? null : nulls.of(group, metric));
            case ANSWERS_WITHIN_ITEMS ->
                drawn(
                        model,
                        nulls == null
                                ? null
                                : nulls.of(group, metric)
                                        .widened(clustering[group][
                                                nulls.metrics().indexOf(metric)]));
            case CONTRAST -> new Standing(model, profiles(group, metric), contrast(group, metric));
            case NONE -> new Standing(model, null, null);
        };
    }

    /// Where the largest GAI of the axis stands.
    public Standing ofLargestGai() {
        return switch (assignment) {
            case EXCHANGEABLE, EXCHANGEABLE_WITHIN_BLOCKS ->
                drawn(NullModel.RATER_PROFILES, nulls == null ? null : nulls.ofLargestGai());
            case BY_GROUP -> new Standing(NullModel.NONE, null, null);
        };
    }

    /// The null of exchanged profiles, where that is one, though p comes from a contrast.
    private @Nullable NullDistribution profiles(int group, GroupMetric metric) {
        return nulls == null || assignment == Assignment.BY_GROUP ? null : nulls.of(group, metric);
    }

    private static Standing drawn(NullModel model, @Nullable NullDistribution draws) {
        return new Standing(model, draws, draws == null ? null : draws.p());
    }

    private @Nullable Double contrast(int group, GroupMetric metric) {
        if (metric == GroupMetric.P_UNSAFE) {
            BitSet unsafe = PUnsafe.unsafeOptions(matrix.options());
            return unsafe.isEmpty() ? null : shares(group, unsafe).p();
        }
        return contrasts == null ? null : contrasts.p(group, metric);
    }

    private ShareContrast shares(int group, BitSet chosen) {
        ResponseCounts counts = matrix.counts(axis);
        CountTable own = matrix.countsByRater(axis, group);
        ShareContrast.Side others = new ShareContrast.Side(counts.rest(group), matrix.restByRater(axis, group));
        return ShareContrast.of(
                new ShareContrast.Side(counts.of(group), own), others, chosen, Estimand.ITEMS_AND_RATERS_LIKE_THESE);
    }
}
