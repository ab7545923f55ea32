package parallax.analytics.crossed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import parallax.analytics.RandomStreams;
import parallax.analytics.Threads;

/// Studies drawn from the posterior distribution, with raters and items of their own, and how the observed
/// one looks among them.
final class Predictive {
    static final int STUDIES = 200;

    private final CrossedAnswers data;
    private final long seed;

    Predictive(CrossedAnswers data, long seed) {
        this.data = data;
        this.seed = seed;
    }

    List<ModelCheck> checks(List<PosteriorDraws.Levels> posterior, Threads threads) {
        double[] observed = statistics(data.chosen());
        double[][] drawn = new double[STUDIES][];
        threads.run(
                STUDIES,
                () -> study -> drawn[study] = statistics(answers(
                        posterior.get((int) ((long) study * posterior.size() / STUDIES)),
                        RandomStreams.of(~seed, study))));
        List<ModelCheck> checks = new ArrayList<>();
        ModelCheck.Statistic[] statistics = ModelCheck.Statistic.values();
        for (int k = 0; k < statistics.length; k++) {
            int place = k;
            double[] values = Arrays.stream(drawn)
                    .mapToDouble(study -> study[place])
                    .filter(Double::isFinite)
                    .toArray();
            if (Double.isFinite(observed[k]) && values.length > 1) {
                checks.add(check(statistics[k], observed[k], values));
            }
        }
        return checks;
    }

    private static ModelCheck check(ModelCheck.Statistic what, double observed, double[] drawn) {
        double mean = Arrays.stream(drawn).sum() / drawn.length;
        double squares = Arrays.stream(drawn)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        long high = Arrays.stream(drawn).filter(value -> value >= observed).count();
        long low = Arrays.stream(drawn).filter(value -> value <= observed).count();
        double p = Math.min(1, 2 * (Math.min(high, low) + 1.0) / (drawn.length + 1.0));
        return new ModelCheck(what, observed, mean, Math.sqrt(squares / (drawn.length - 1)), p);
    }

    /// Which of the answers choose, had other raters and items met in the same way.
    private BitSet answers(PosteriorDraws.Levels levels, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] rater = new double[data.raters()];
        Arrays.setAll(
                rater,
                r -> levels.ofGroup()[data.groupOf()[r]] + levels.spread().raters() * normal.sample());
        double[] seen = new double[data.groups()];
        BitSet chosen = new BitSet();
        for (int item = 0; item < data.items(); item++) {
            double severity = levels.spread().items() * normal.sample();
            Arrays.setAll(seen, g -> severity + levels.spread().groupItems() * normal.sample());
            for (int answer = data.itemStart()[item]; answer < data.itemStart()[item + 1]; answer++) {
                int who = data.rater()[answer];
                double logit = rater[who] + seen[data.groupOf()[who]];
                chosen.set(answer, random.nextDouble() < 1 / (1 + Math.exp(-logit)));
            }
        }
        return chosen;
    }

    /// Each statistic in the order of [ModelCheck.Statistic], NaN where it is undefined.
    private double[] statistics(BitSet chosen) {
        int[] hits = new int[data.raters()];
        int[] given = new int[data.raters()];
        int[] ofGroup = new int[data.groups()];
        int[] hitsOfGroup = new int[data.groups()];
        Moments items = new Moments();
        Moments apart = new Moments();
        int several = 0;
        int contested = 0;
        int unanimous = 0;
        for (int item = 0; item < data.items(); item++) {
            int from = data.itemStart()[item];
            int to = data.itemStart()[item + 1];
            Arrays.fill(ofGroup, 0);
            Arrays.fill(hitsOfGroup, 0);
            int hitsOfItem = 0;
            for (int answer = from; answer < to; answer++) {
                int who = data.rater()[answer];
                int hit = chosen.get(answer) ? 1 : 0;
                hits[who] += hit;
                given[who]++;
                ofGroup[data.groupOf()[who]]++;
                hitsOfGroup[data.groupOf()[who]] += hit;
                hitsOfItem += hit;
            }
            double share = (double) hitsOfItem / (to - from);
            items.add(share);
            contested += share >= .3 && share <= .7 ? 1 : 0;
            several += to - from > 1 ? 1 : 0;
            unanimous += to - from > 1 && (hitsOfItem == 0 || hitsOfItem == to - from) ? 1 : 0;
            for (int g = 0; g < ofGroup.length && ofGroup.length > 1; g++) {
                if (ofGroup[g] > 0) {
                    apart.add((double) hitsOfGroup[g] / ofGroup[g] - share);
                }
            }
        }
        Moments raters = new Moments();
        for (int r = 0; r < hits.length; r++) {
            raters.add((double) hits[r] / given[r]);
        }
        return new double[] {
            raters.deviation(),
            items.deviation(),
            items.skewness(),
            (double) unanimous / several,
            (double) contested / data.items(),
            apart.deviation()
        };
    }

    /// Sums of powers of what was added.
    private static final class Moments {
        private int n;
        private double sum;
        private double squares;
        private double cubes;

        void add(double value) {
            n++;
            sum += value;
            squares += value * value;
            cubes += value * value * value;
        }

        double deviation() {
            return n < 2 ? Double.NaN : Math.sqrt(Math.max(0, squares - sum * sum / n) / (n - 1));
        }

        double skewness() {
            double mean = sum / n;
            double variance = squares / n - mean * mean;
            double third = cubes / n - 3 * mean * squares / n + 2 * mean * mean * mean;
            return n < 3 || variance < 1e-12 ? Double.NaN : third / Math.pow(variance, 1.5);
        }
    }
}
