package parallax.analytics.resampling;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.RatingMatrix;
import parallax.analytics.ResponseCounts;
import parallax.analytics.Threads;
import parallax.analytics.metric.CrossNegentropy;
import parallax.analytics.metric.GroupMetric;

/// How much the metrics of the groups on one axis vary with the raters and the items: each is computed
/// again without each rater, each item and each single answer.
///
/// @see <a href="https://doi.org/10.1214/aos/1176345462">Efron, Stein 1981, The jackknife estimate of
///     variance</a>
public final class Jackknife {
    /// The metrics that vary smoothly with the answers and can vary to both sides. Distances between
    /// groups cannot near 0, and have their permutation null instead; normalised XRR hardly varies near
    /// 1, where this overstates it several times.
    public static final Set<GroupMetric> METRICS = Set.of(
            GroupMetric.ENTROPY,
            GroupMetric.NEGENTROPY,
            GroupMetric.PLURALITY_SIZE,
            GroupMetric.PERCENT_AGREEMENT,
            GroupMetric.ALPHA_NOMINAL,
            GroupMetric.ALPHA_ORDINAL,
            GroupMetric.ALPHA_INTERVAL,
            GroupMetric.FLEISS_KAPPA,
            GroupMetric.GWET_AC1,
            GroupMetric.XRR,
            GroupMetric.GAI);

    private Jackknife() {}

    /// @param metrics any of [#METRICS]
    public static ClusterIntervals of(RatingMatrix matrix, Axis axis, List<GroupMetric> metrics, Threads threads) {
        if (!METRICS.containsAll(metrics)) {
            throw new IllegalArgumentException("Not all of " + metrics + " are " + METRICS);
        }
        boolean contrasts = false;
        return new ClusterIntervals(metrics, leftOut(matrix, axis, metrics, contrasts, threads));
    }

    /// The contrasts of each group's metrics with everyone else's.
    ///
    /// @param metrics any of [#METRICS]
    static AgreementContrasts contrasts(RatingMatrix matrix, Axis axis, List<GroupMetric> metrics, Threads threads) {
        boolean contrasts = true;
        return new AgreementContrasts(metrics, leftOut(matrix, axis, metrics, contrasts, threads));
    }

    /// By group and metric, how much more the metrics vary than if each answer were another rater's:
    /// V(raters) − V(answers), 0 or more.
    static double[][] clustering(RatingMatrix matrix, Axis axis, List<GroupMetric> metrics, Threads threads) {
        boolean contrasts = false;
        return leftOut(matrix, axis, metrics, contrasts, threads).stream()
                .map(group -> group.clustering(metrics.size()))
                .toArray(double[][]::new);
    }

    static List<LeftOut> leftOut(
            RatingMatrix matrix, Axis axis, List<GroupMetric> metrics, boolean contrasts, Threads threads) {
        ResponseCounts counts = matrix.counts(axis);
        Logarithms logs = new Logarithms(most(counts), matrix.options().size(), CrossNegentropy.JEFFREYS);
        LeftOut[] groups = new LeftOut[axis.groups().size()];
        threads.run(groups.length, () -> group -> {
            groups[group] = new LeftOut(matrix, axis, counts, group, metrics, logs, contrasts);
            groups[group].run();
        });
        return Arrays.asList(groups);
    }

    private static int most(ResponseCounts counts) {
        CountTable everyone = counts.everyone();
        int most = 0;
        for (int item = 0; item < everyone.rows(); item++) {
            most = Math.max(most, everyone.rowTotal(item));
        }
        return most;
    }
}
