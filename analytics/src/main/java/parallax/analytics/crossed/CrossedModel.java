package parallax.analytics.crossed;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;

/// Shares of a yes-or-no answer from the crossed multilevel model: the logit of rater r's answer to item
/// i is μ(group of r) + u(r) + v(i) + w(group of r, i), with raters u, items v and groups' own views of
/// items w normal around 0, and the groups' levels μ drawn together as far as the answers let them be
/// (partial pooling). Raters and items who met by design need no other care: who answered what is part
/// of the model.
///
/// Everything is averaged over the posterior distribution of the spreads, by nested Laplace
/// approximations. An interval is Bayesian: it holds the value with its probability, given the model and
/// the priors ([GroupPrior], [SpreadPosterior]). Of its estimand, raters like these are drawn from the
/// model, and items like these by weights on the items at hand (Rubin's Bayesian bootstrap), so that few
/// unsafe among many safe items need not look normal.
///
/// Undefined with fewer than two raters or two items. The approximation is worst for raters and items with few answers.
///
/// @see <a href="https://arxiv.org/abs/2311.05074">Homan et al. 2023, Intersectionality in AI safety</a>
/// @see <a href="https://doi.org/10.1111/j.1467-9868.2008.00700.x">Rue, Martino, Chopin 2009</a>
/// @see <a href="https://doi.org/10.1214/aos/1176345338">Rubin 1981, The Bayesian bootstrap</a>
public final class CrossedModel {
    /// How its estimates say they came about.
    public static final String METHOD = "crossed multilevel model, nested Laplace";
    private static final int SAMPLED_RATERS = 300;
    private static final int SAMPLED_ANSWERS = 60_000;

    private final CrossedAnswers data;
    private final Settings settings;
    private final SpreadPosterior spreads;
    private final PosteriorDraws draws;

    private CrossedModel(CrossedAnswers data, Settings settings, SpreadPosterior spreads, PosteriorDraws draws) {
        this.data = data;
        this.settings = settings;
        this.spreads = spreads;
        this.draws = draws;
    }

    /// How the posterior is read.
    ///
    /// @param confidence the probability that an interval holds, between 0 and 1
    /// @param estimand   what shares and contrasts are about
    /// @param draws      how many times the posterior is drawn from, at least 100
    /// @param seed       of the draws
    public record Settings(double confidence, Estimand estimand, int draws, long seed) {
        public Settings {
            Interval.requireConfidence(confidence);
            if (draws < 100) {
                throw new IllegalArgumentException("A posterior takes 100 draws or more, not " + draws);
            }
        }

        /// 95 %, items and raters like these, 1,000 draws.
        public static Settings standard() {
            return new Settings(Interval.STANDARD_CONFIDENCE, Estimand.ITEMS_AND_RATERS_LIKE_THESE, 1000, 1);
        }
    }

    /// Fits the model to the answers of the raters who are in a group.
    ///
    /// @param chosen the options whose share is asked about
    /// @throws IllegalArgumentException where no option is asked about
    /// @throws ArithmeticException      where the answers have no mode, which no answers should
    public static CrossedModel of(RatingMatrix matrix, Axis axis, BitSet chosen, Settings settings, Threads threads) {
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("The crossed model asks about one option or more");
        }
        CrossedAnswers data = CrossedAnswers.of(matrix, axis, chosen);
        GroupPrior prior = GroupPrior.of(axis.groups());
        SpreadPosterior spreads = SpreadPosterior.of(data, prior, begin(data, prior, threads), threads);
        PosteriorDraws draws = PosteriorDraws.of(data, prior, spreads, settings, threads);
        return new CrossedModel(data, settings, spreads, draws);
    }

    /// Where to begin: for much data, where a part of the raters and items leads.
    private static @Nullable SpreadPosterior begin(CrossedAnswers data, GroupPrior prior, Threads threads) {
        if (data.rater().length <= 4 * SAMPLED_ANSWERS) {
            return null;
        }
        int everyRater = Math.max(1, data.raters() / SAMPLED_RATERS);
        int everyItem = Math.max(1, data.rater().length / everyRater / SAMPLED_ANSWERS);
        return SpreadPosterior.of(data.sample(everyRater, everyItem), prior, null, threads);
    }

    /// The share of a group's answers.
    public Estimate share(int group) {
        return estimate(draws.shares(group), data.ratersOf(group));
    }

    /// The difference of two groups' shares.
    public Estimate difference(int group, int other) {
        return estimate(minus(draws.shares(group), draws.shares(other)), data.ratersOf(group) + data.ratersOf(other));
    }

    /// The difference of a group's share from that of all others, each group weighted by its raters.
    public Estimate differenceFromRest(int group) {
        double[] rest = new double[settings.draws()];
        int raters = data.raters() - data.ratersOf(group);
        for (int other = 0; other < data.groups(); other++) {
            if (other != group) {
                double[] shares = draws.shares(other);
                for (int draw = 0; draw < rest.length; draw++) {
                    rest[draw] += shares[draw] * data.ratersOf(other) / raters;
                }
            }
        }
        return raters == 0
                ? Estimate.undefined("the group is everybody", METHOD, data.ratersOf(group), data.items())
                : estimate(minus(draws.shares(group), rest), data.raters());
    }

    /// How far raters within a group vary, on the logit scale.
    public Estimate raterSpread() {
        return spread(0);
    }

    /// How far items vary, for all groups alike, on the logit scale.
    public Estimate itemSpread() {
        return spread(1);
    }

    /// How far groups' own views of items vary, on the logit scale; undefined with one group.
    public Estimate groupItemSpread() {
        return data.groups() == 1
                ? Estimate.undefined("there is one group", METHOD, data.raters(), data.items())
                : spread(2);
    }

    /// The share of the raters of a group, seen and unseen, who would choose so of an item: it leans on
    /// what other groups say of the item and the group of other items, and so is defined where nobody of
    /// the group answered.
    ///
    /// @param item the matrix's number of the item
    public Estimate softLabel(int item, int group) {
        int place = Arrays.binarySearch(data.itemOrder(), item);
        return place < 0
                ? Estimate.undefined("nobody answered the item", METHOD, data.ratersOf(group), 1)
                : draws.softLabel(place, group, data.ratersOf(group), settings.confidence());
    }

    /// The width to expect of the interval of a group's share in a study of another size, for the model's
    /// confidence and estimand, of raters and items like these.
    ///
    /// @param size of the group's part in it
    public Estimate expectedWidth(int group, StudySize size) {
        return expected(group, parts -> parts.width(size, settings.estimand(), settings.confidence()));
    }

    /// How reliable items' shares would be with so many answers of the group to each item: the part of their
    /// variance that comes of the items and not of who answered.
    public Estimate expectedReliability(int group, int answers) {
        if (answers < 1) {
            throw new IllegalArgumentException("An item has 1 answer or more, not " + answers);
        }
        return expected(group, parts -> parts.reliability(answers));
    }

    private Estimate expected(int group, ToDoubleFunction<VarianceComponents> what) {
        return estimate(Arrays.stream(draws.components(group)).mapToDouble(what).toArray(), data.ratersOf(group));
    }

    /// What the answers look like among those of studies drawn from the model, each statistic that is defined.
    public List<ModelCheck> checks(Threads threads) {
        return new Predictive(data, settings.seed()).checks(draws.levels(), threads);
    }

    private Estimate spread(int which) {
        double center = spreads.mode()[which];
        double reach = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - settings.confidence()) / 2)
                * spreads.deviations()[which];
        return Estimate.of(Math.exp(center), METHOD, data.raters(), data.items())
                .withInterval(
                        new Interval(
                                Math.exp(center - reach),
                                Math.exp(center + reach),
                                settings.confidence(),
                                Estimand.ITEMS_AND_RATERS_LIKE_THESE),
                        METHOD);
    }

    private Estimate estimate(double[] values, int raters) {
        if (raters < 2 || data.items() < 2) {
            return Estimate.undefined("fewer than two raters or two items", METHOD, raters, data.items());
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double tail = (1 - settings.confidence()) / 2;
        Interval interval = new Interval(
                quantile(sorted, tail), quantile(sorted, 1 - tail), settings.confidence(), settings.estimand());
        double mean = Arrays.stream(sorted).average().orElseThrow();
        return Estimate.of(mean, METHOD, raters, data.items()).withInterval(interval, METHOD);
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.min(sorted.length - 2, Math.floor(place));
        return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }

    private static double[] minus(double[] one, double[] other) {
        double[] difference = new double[one.length];
        for (int k = 0; k < one.length; k++) {
            difference[k] = one[k] - other[k];
        }
        return difference;
    }

    List<SpreadPosterior.Point> points() {
        return spreads.points();
    }
}
