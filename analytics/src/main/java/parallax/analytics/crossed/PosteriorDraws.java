package parallax.analytics.crossed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.NormalDistribution;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.RandomStreams;
import parallax.analytics.Threads;

/// Draws from the posterior of everything: spreads by the weights of their lattice, levels from the normal distribution
/// around their mode, and from those the groups' shares and the items' soft labels.
final class PosteriorDraws {
    /// Draws of which one is taken apart into components of variance.
    private static final int EVERY = 10;

    private final CrossedAnswers data;
    private final GroupPrior prior;
    private final SpreadPosterior spreads;
    private final CrossedModel.Settings settings;

    /// Group × draw.
    private final double[][] shares;

    /// Item × group: sum and sum of squares of the logits of a rater at the group's level, over the draws.
    private final double[] logits;

    private final double[] squares;
    private double raterVariance;

    /// What is kept of each draw for [Predictive].
    private final Levels[] levels;

    /// Group × every so manieth draw.
    private final VarianceComponents[][] components;

    private PosteriorDraws(
            CrossedAnswers data, GroupPrior prior, SpreadPosterior spreads, CrossedModel.Settings settings) {
        this.data = data;
        this.prior = prior;
        this.spreads = spreads;
        this.settings = settings;
        shares = new double[data.groups()][settings.draws()];
        logits = new double[data.items() * data.groups()];
        squares = new double[logits.length];
        levels = new Levels[settings.draws()];
        components = new VarianceComponents[data.groups()][settings.draws() / EVERY];
    }

    /// A draw of the spreads and of the groups' levels.
    @SuppressWarnings("ArrayRecordComponent") // read by its own package alone, never compared
    record Levels(Spread spread, double[] ofGroup) {}

    static PosteriorDraws of(
            CrossedAnswers data,
            GroupPrior prior,
            SpreadPosterior spreads,
            CrossedModel.Settings settings,
            Threads threads) {
        PosteriorDraws draws = new PosteriorDraws(data, prior, spreads, settings);
        List<Run> runs = runs(spreads.points(), settings.draws());
        draws.spreads.near();
        threads.run(runs.size(), () -> draws.drawing(runs));
        return draws;
    }

    double[] shares(int group) {
        return shares[group];
    }

    List<Levels> levels() {
        return List.of(levels);
    }

    VarianceComponents[] components(int group) {
        return components[group];
    }

    /// The draws that are made at one point of the lattice.
    private record Run(Spread spread, int from, int to) {}

    /// As many draws for each point as its weight asks for, the remainders to those that lose most.
    private static List<Run> runs(List<SpreadPosterior.Point> points, int draws) {
        List<Run> runs = new ArrayList<>();
        double sum = 0;
        int from = 0;
        for (int k = 0; k < points.size(); k++) {
            sum += points.get(k).weight();
            int to = k == points.size() - 1 ? draws : (int) Math.round(sum * draws);
            if (to > from) {
                runs.add(new Run(points.get(k).spread(), from, to));
            }
            from = to;
        }
        return runs;
    }

    private IntConsumer drawing(List<Run> runs) {
        return k -> {
            Run run = runs.get(k);
            At at = new At(run.spread());
            for (int draw = run.from(); draw < run.to(); draw++) {
                at.draw(draw);
            }
            at.keep(run.to() - run.from());
        };
    }

    /// Drawing at one point of the lattice.
    private final class At {
        private final Laplace laplace;
        private final Around around;
        private final Spread spread;
        private final LogisticNormal average;
        private final double[] raters;
        private final double[] items;
        private final double[] weights;
        private final double[] logitsHere = new double[logits.length];
        private final double[] squaresHere = new double[logits.length];

        At(Spread spread) {
            this.spread = spread;
            laplace = Laplace.at(data, prior, spread, spreads.near());
            MeanCorrection.of(data, laplace);
            around = new Around(data, laplace);
            average = new LogisticNormal(spread.raters());
            raters = new double[data.raters()];
            items = new double[laplace.itemMode().length];
            weights = new double[data.items()];
        }

        void draw(int draw) {
            UniformRandomProvider random = RandomStreams.of(settings.seed(), draw);
            ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
            Arrays.setAll(raters, r -> normal.sample());
            Arrays.setAll(items, i -> normal.sample());
            around.draw(raters, items);
            double[] effects = new double[laplace.groupLevels().effects()];
            Arrays.setAll(effects, i -> normal.sample());
            double[] ofGroup = laplace.groupLevels().levels(raters, effects);
            levels[draw] = new Levels(spread, ofGroup);
            weigh(ZigguratSampler.Exponential.of(random));
            for (int group = 0; group < ofGroup.length; group++) {
                shares[group][draw] = settings.estimand().samplesRaters()
                        ? ofRatersLikeThese(group, ofGroup[group])
                        : ofTheseRaters(group);
                remember(group, ofGroup[group]);
                if (draw % EVERY == 0 && draw / EVERY < components[group].length) {
                    components[group][draw / EVERY] = apart(group, ofGroup[group]);
                }
            }
        }

        private void weigh(ZigguratSampler.Exponential exponential) {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = settings.estimand().samplesItems() ? exponential.sample() : 1;
                sum += weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= sum;
            }
        }

        private double ofRatersLikeThese(int group, double level) {
            double share = 0;
            for (int i = 0; i < weights.length; i++) {
                share += weights[i] * average.at(level + items[place(i, group)]);
            }
            return share;
        }

        private double ofTheseRaters(int group) {
            double share = 0;
            int first = data.groupStart()[group];
            int end = data.groupStart()[group + 1];
            for (int i = 0; i < weights.length; i++) {
                double item = items[place(i, group)];
                double sum = 0;
                for (int r = first; r < end; r++) {
                    sum += 1 / (1 + Math.exp(-raters[r] - item));
                }
                share += weights[i] * sum / (end - first);
            }
            return share;
        }

        private void remember(int group, double level) {
            for (int i = 0; i < weights.length; i++) {
                double logit = level + items[place(i, group)];
                logitsHere[i * data.groups() + group] += logit;
                squaresHere[i * data.groups() + group] += logit * logit;
            }
        }

        /// The variance of one answer taken apart, over raters from the model and the items at hand.
        private VarianceComponents apart(int group, double level) {
            double[] nodes = MeanCorrection.NODES;
            double[] ofRater = new double[nodes.length];
            double sum = 0;
            double squares = 0;
            double squaresOfCells = 0;
            int n = weights.length;
            for (int i = 0; i < n; i++) {
                double logit = level + items[place(i, group)];
                double ofItem = 0;
                for (int k = 0; k < nodes.length; k++) {
                    double p = 1 / (1 + Math.exp(-logit - spread.raters() * nodes[k]));
                    ofItem += MeanCorrection.WEIGHTS[k] * p;
                    squaresOfCells += MeanCorrection.WEIGHTS[k] * p * p;
                    ofRater[k] += p / n;
                }
                sum += ofItem;
                squares += ofItem * ofItem;
            }
            double share = sum / n;
            double ofItems = Math.max(0, squares - n * share * share) / Math.max(1, n - 1);
            double ofRaters = 0;
            for (int k = 0; k < nodes.length; k++) {
                ofRaters += MeanCorrection.WEIGHTS[k] * (ofRater[k] - share) * (ofRater[k] - share);
            }
            double ofCells = squaresOfCells / n;
            return new VarianceComponents(
                    share, ofRaters, ofItems, Math.max(0, ofCells - squares / n - ofRaters), share - ofCells);
        }

        private int place(int item, int group) {
            return laplace.blocks().size() == 1 ? item : item * laplace.blocks().size() + group;
        }

        void keep(int drawn) {
            synchronized (PosteriorDraws.this) {
                for (int i = 0; i < logits.length; i++) {
                    logits[i] += logitsHere[i];
                    squares[i] += squaresHere[i];
                }
                raterVariance += spread.raters() * spread.raters() * drawn / settings.draws();
            }
        }
    }

    Estimate softLabel(int item, int group, int ratersOfGroup, double confidence) {
        int place = item * data.groups() + group;
        double mean = logits[place] / settings.draws();
        double deviation = Math.sqrt(Math.max(0, squares[place] / settings.draws() - mean * mean));
        double reach = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2) * deviation;
        LogisticNormal ofRaters = new LogisticNormal(Math.sqrt(raterVariance));
        double value = new LogisticNormal(Math.sqrt(raterVariance + deviation * deviation)).at(mean);
        Interval interval = new Interval(
                Math.min(value, ofRaters.at(mean - reach)),
                Math.max(value, ofRaters.at(mean + reach)),
                confidence,
                Estimand.THESE_ITEMS_RATERS_LIKE_THESE);
        return Estimate.of(value, CrossedModel.METHOD, ratersOfGroup, 1).withInterval(interval, CrossedModel.METHOD);
    }
}
