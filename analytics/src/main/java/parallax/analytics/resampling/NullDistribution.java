package parallax.analytics.resampling;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where a metric falls when raters are dealt out to groups at random, and so how far the observed
/// value is from chance.
///
/// Replicates in which the metric is undefined are left out. Values within one part in 10¹² are equal:
/// the same partition can be added up in another order.
public final class NullDistribution {
    private static final double SAME = 1e-12;

    private final double observed;
    private final double[] draws;
    private final PermutationRule rule;
    private final @Nullable NullDistribution judge;

    /// @param draws the metric in each replicate, NaN where undefined
    NullDistribution(double observed, double[] draws, PermutationRule rule) {
        this(observed, Arrays.stream(draws).filter(Double::isFinite).toArray(), rule, null);
    }

    private NullDistribution(double observed, double[] draws, PermutationRule rule, @Nullable NullDistribution judge) {
        this.observed = observed;
        this.draws = draws;
        this.rule = rule;
        this.judge = judge;
    }

    /// The same null with this variance added to that of its draws: they move away from their mean.
    NullDistribution widened(double variance) {
        Double mean = mean();
        Double deviation = standardDeviation();
        if (mean == null || deviation == null || deviation == 0 || !(variance > 0)) {
            return this;
        }
        double stretch = Math.sqrt(1 + variance / (deviation * deviation));
        double[] wider =
                Arrays.stream(draws).map(draw -> mean + stretch * (draw - mean)).toArray();
        return new NullDistribution(observed, wider, rule, judge);
    }

    /// The same null, its two-sided p-value that of another statistic in the same replicates.
    NullDistribution judgedBy(NullDistribution statistic) {
        return new NullDistribution(observed, draws, rule, statistic);
    }

    /// The metric of the observed groups.
    public double observed() {
        return observed;
    }

    /// Replicates in which the metric is defined.
    public int replicates() {
        return draws.length;
    }

    public PermutationRule rule() {
        return rule;
    }

    /// The mean over replicates, or null without any.
    public @Nullable Double mean() {
        return draws.length == 0 ? null : Arrays.stream(draws).sum() / draws.length;
    }

    /// The standard deviation over replicates, their number minus one in the denominator, or null with
    /// fewer than two.
    public @Nullable Double standardDeviation() {
        if (draws.length < 2) {
            return null;
        }
        double mean = Arrays.stream(draws).sum() / draws.length;
        double squares =
                Arrays.stream(draws).map(draw -> (draw - mean) * (draw - mean)).sum();
        return Math.sqrt(squares / (draws.length - 1));
    }

    /// A quantile of the replicates, linear between neighbours, or null without any.
    public @Nullable Double quantile(double share) {
        if (draws.length == 0) {
            return null;
        }
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        return between(sorted, share);
    }

    /// The two-sided p-value, min(1, 2·min(p high, p low)), or null where the metric is undefined or
    /// has no replicates.
    public @Nullable Double p() {
        if (judge != null) {
            return judge.p();
        }
        return draws.length == 0 || Double.isNaN(observed) ? null : Math.min(1, 2 * Math.min(pHigh(), pLow()));
    }

    /// The share of replicates strictly beyond the observed value on its side of their median, or null
    /// in the same cases.
    public @Nullable Double pGrasp() {
        Double median = quantile(0.5);
        if (median == null || Double.isNaN(observed)) {
            return null;
        }
        boolean high = observed >= median;
        long beyond = Arrays.stream(draws)
                .filter(draw -> high ? draw > observed : draw < observed)
                .count();
        return (double) beyond / draws.length;
    }

    private double pHigh() {
        return side(Arrays.stream(draws)
                .filter(draw -> draw > observed || same(draw))
                .count());
    }

    private double pLow() {
        return side(Arrays.stream(draws)
                .filter(draw -> draw < observed || same(draw))
                .count());
    }

    private double side(long asExtreme) {
        return switch (rule) {
            case EXACT -> (double) asExtreme / draws.length;
            case ADD_ONE, GRASP -> (asExtreme + 1.0) / (draws.length + 1.0);
        };
    }

    /// Replicates equal to the observed value.
    long ties() {
        return Arrays.stream(draws).filter(this::same).count();
    }

    private boolean same(double draw) {
        return Math.abs(draw - observed) <= SAME * Math.max(1, Math.abs(observed));
    }

    static double between(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
