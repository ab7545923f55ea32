package parallax.analytics.metric;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.RepeatedAnswers;

/// How steady raters' own answers are when an item comes to them again: the share of pairs that agree, and
/// Krippendorff's alpha over the pairs, which takes off what chance alone would give. 1 means that everybody
/// answered as before; for alpha, 0 means no steadier than chance.
///
/// A = Σ_r a_r / Σ_r n_r over raters r with a_r agreeing pairs of n_r; alpha = 1 − Do/De with Do = 1 − A and De
/// = (N² − Σ_k n_k²)/(N(N − 1)), where N = 2 Σ_r n_r and n_k of these values are option k.
///
/// Intervals take raters as clusters. That of A is Wilson's at as many effective pairs as the clustered
/// variance leaves, and at one pair a rater where nobody wavers; that of alpha is a jackknife over raters of
/// ln(1 − alpha). Both with Student's quantile at one degree of freedom fewer than raters.
///
/// @see "Krippendorff 2004, on stability; Korn & Graubard 1998, on effective sizes; Wilson 1927"
public final class TestRetest {
    private static final String AGREEMENT = "share of repeated answers that are the same";
    private static final String ALPHA = "nominal alpha over repeated answers";
    /// Below it the interval of alpha holds too seldom: bench/inference/RESULTS.md.
    private static final int FEWEST_PAIRS = 50;

    private static final String NONE = "no rater answered an item twice";

    private final int options;
    private final double[] pairs;
    private final double[] alike;
    private final double[][] chosen;
    private final int items;

    /// One row for each rater with a pair.
    private TestRetest(RepeatedAnswers answers, IntPredicate raters) {
        options = answers.options().size();
        int most = 0;
        for (int pair = 0; pair < answers.size(); pair++) {
            most = Math.max(most, answers.raterOf(pair) + 1);
        }
        BitSet seen = new BitSet();
        double[] n = new double[most];
        double[] same = new double[most];
        double[][] counts = new double[most][options];
        for (int pair = 0; pair < answers.size(); pair++) {
            int rater = answers.raterOf(pair);
            if (raters.test(rater)) {
                seen.set(answers.itemOf(pair));
                n[rater]++;
                same[rater] += answers.firstOf(pair) == answers.laterOf(pair) ? 1 : 0;
                counts[rater][answers.firstOf(pair)]++;
                counts[rater][answers.laterOf(pair)]++;
            }
        }
        int[] present = IntStream.range(0, most).filter(r -> n[r] > 0).toArray();
        pairs = Arrays.stream(present).mapToDouble(r -> n[r]).toArray();
        alike = Arrays.stream(present).mapToDouble(r -> same[r]).toArray();
        items = seen.cardinality();
        chosen = Arrays.stream(present).mapToObj(r -> counts[r]).toArray(double[][]::new);
    }

    /// @param raters whose pairs count
    public static Estimate agreement(RepeatedAnswers answers, IntPredicate raters, double confidence) {
        return new TestRetest(answers, raters).agreement(confidence);
    }

    /// @param raters whose pairs count
    public static Estimate alpha(RepeatedAnswers answers, IntPredicate raters, double confidence) {
        return new TestRetest(answers, raters).alpha(confidence);
    }

    private Estimate agreement(double confidence) {
        int raters = pairs.length;
        double n = Arrays.stream(pairs).sum();
        if (n == 0) {
            return Estimate.undefined(NONE, AGREEMENT, 0, 0);
        }
        double share = Arrays.stream(alike).sum() / n;
        Estimate estimate = Estimate.of(share, AGREEMENT + "; no interval from one rater", raters, items);
        if (raters < 2) {
            return estimate;
        }
        double squares = 0;
        for (int r = 0; r < raters; r++) {
            double residual = alike[r] - share * pairs[r];
            squares += residual * residual;
        }
        double variance = raters / (raters - 1.0) * squares / (n * n);
        double spread = share * (1 - share);
        double effective = variance == 0 || spread == 0 ? raters : Math.min(n, spread / variance);
        WilsonInterval.Bounds bounds = WilsonInterval.bounds(share, effective, quantile(raters, confidence));
        return estimate.withInterval(
                interval(bounds.low(), bounds.high(), confidence), AGREEMENT + "; interval by rater, Wilson");
    }

    private Estimate alpha(double confidence) {
        int raters = pairs.length;
        double n = Arrays.stream(pairs).sum();
        if (n == 0) {
            return Estimate.undefined(NONE, ALPHA, 0, 0);
        }
        Double ratio = ratio(-1);
        if (ratio == null) {
            return Estimate.undefined("every answer is the same option", ALPHA, raters, items);
        }
        Estimate estimate = Estimate.of(1 - ratio, ALPHA, raters, items);
        Double error = logError();
        if (n < FEWEST_PAIRS || ratio == 0 || error == null || error == 0) {
            String why = n < FEWEST_PAIRS ? "fewer than " + FEWEST_PAIRS + " pairs" : "so few disagreements";
            return Estimate.of(1 - ratio, ALPHA + "; no interval from " + why, raters, items);
        }
        double factor = Math.exp(quantile(raters, confidence) * error);
        double low = Math.max(-1, 1 - ratio * factor);
        return estimate.withInterval(
                interval(Math.min(low, 1 - ratio), 1 - ratio / factor, confidence),
                ALPHA + "; interval by rater, jackknife of ln(1 − alpha)");
    }

    /// Do/De, without one rater; null where every value is the same option.
    ///
    /// @param without the rater who is left out, or −1
    private @Nullable Double ratio(int without) {
        double n = 0;
        double same = 0;
        double[] totals = new double[options];
        for (int r = 0; r < pairs.length; r++) {
            if (r != without) {
                n += pairs[r];
                same += alike[r];
                for (int k = 0; k < options; k++) {
                    totals[k] += chosen[r][k];
                }
            }
        }
        double values = 2 * n;
        double squares = Arrays.stream(totals).map(total -> total * total).sum();
        double expected = (values * values - squares) / (values * (values - 1));
        return n == 0 || expected == 0 ? null : (1 - same / n) / expected;
    }

    /// The jackknife's standard error of ln(Do/De); null where a rater alone makes the disagreement, or there
    /// are fewer than two.
    private @Nullable Double logError() {
        int raters = pairs.length;
        double[] logs = new double[raters];
        for (int r = 0; r < raters; r++) {
            Double ratio = ratio(r);
            if (ratio == null || ratio == 0) {
                return null;
            }
            logs[r] = Math.log(ratio);
        }
        double mean = Arrays.stream(logs).average().orElse(0);
        double squares =
                Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
        return raters < 2 ? null : Math.sqrt((raters - 1.0) / raters * squares);
    }

    private static double quantile(int raters, double confidence) {
        return TDistribution.of(raters - 1.0).inverseCumulativeProbability((1 + confidence) / 2);
    }

    private static Interval interval(double low, double high, double confidence) {
        return new Interval(low, high, confidence, Estimand.THESE_ITEMS_RATERS_LIKE_THESE);
    }
}
