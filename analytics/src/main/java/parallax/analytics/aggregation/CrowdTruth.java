package parallax.analytics.aggregation;

import java.util.Arrays;
import java.util.stream.IntStream;
import parallax.analytics.Estimate;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;

/// CrowdTruth's quality of items (UQS), raters (WQS) and options (AQS) for a closed single choice: each
/// is agreement weighted by the other two, so all three are a mutual fixed point, started from 1. Each
/// round uses the values of the round before, and rounds stop when no value moves by the tolerance.
///
/// All lie in [0, 1]. An item with fewer than two answers has no quality, nor has a rater who judged only
/// such items. A low rater quality is disagreement with others, not error: minority views score low by
/// construction.
///
/// @see <a href="https://arxiv.org/abs/1808.06080">Dumitrache et al. 2018, CrowdTruth 2.0</a>
public final class CrowdTruth {
    /// The tolerance of the reference program.
    public static final double TOLERANCE = 1e-3;

    private static final int MOST_ROUNDS = 1000;

    private final AnswerIndex answers;
    private final int options;
    private double[] items;
    private double[] raters;
    private double[] optionQualities;

    /// The raters' qualities of the round before, 0 for those who have none.
    private double[] weights;

    private int rounds;

    private CrowdTruth(RatingMatrix matrix) {
        answers = new AnswerIndex(matrix);
        options = answers.options;
        items = new double[answers.items];
        raters = new double[answers.raters];
        optionQualities = new double[options];
        weights = raters;
        Arrays.fill(items, 1);
        Arrays.fill(raters, 1);
        Arrays.fill(optionQualities, 1);
        for (int item = 0; item < items.length; item++) {
            items[item] = answers.answersTo(item) < 2 ? Double.NaN : 1;
        }
        for (int who = 0; who < raters.length; who++) {
            raters[who] = sharesAnItem(who) ? 1 : Double.NaN;
        }
    }

    public static CrowdTruth of(RatingMatrix matrix, double tolerance, Threads threads) {
        CrowdTruth quality = new CrowdTruth(matrix);
        double moved = Double.POSITIVE_INFINITY;
        while (moved >= tolerance && quality.rounds < MOST_ROUNDS) {
            threads.reached(quality.rounds, MOST_ROUNDS);
            moved = quality.round(threads.quietly());
        }
        return quality;
    }

    /// Rounds until nothing moved by the tolerance.
    public int rounds() {
        return rounds;
    }

    /// Item quality: the weighted agreement of the raters on it.
    public Estimate unitQuality(int item) {
        int n = answers.answersTo(item);
        return estimate(items[item], "CrowdTruth unit quality", "fewer than 2 answers to the item", n, 1);
    }

    /// Rater quality: the weighted agreement with the other raters of the same items.
    public Estimate workerQuality(int who) {
        return estimate(
                raters[who],
                "CrowdTruth worker quality",
                "the rater shares no item with another",
                1,
                answers.answersBy(who));
    }

    /// Option quality: how likely another rater chooses the option when one does, weighted.
    public Estimate annotationQuality(int option) {
        return estimate(
                optionQualities[option],
                "CrowdTruth annotation quality",
                "nobody who shares items with others chose the option",
                answers.raters,
                answers.items);
    }

    /// The mean over the items that have a quality.
    public Estimate meanUnitQuality() {
        return mean(items, "mean CrowdTruth unit quality", "no item has two answers");
    }

    /// The mean over the raters who have a quality.
    public Estimate meanWorkerQuality() {
        return mean(raters, "mean CrowdTruth worker quality", "no two raters share an item");
    }

    private double round(Threads threads) {
        double[] nextItems = items.clone();
        double[] nextRaters = raters.clone();
        double[][] sums = new double[items.length][];
        weights = Arrays.stream(raters)
                .map(quality -> Double.isNaN(quality) ? 0 : quality)
                .toArray();
        threads.run(AnswerIndex.PIECES, () -> piece -> {
            int end = AnswerIndex.from(piece + 1, items.length);
            for (int item = AnswerIndex.from(piece, items.length); item < end; item++) {
                sums[item] = optionWeights(item);
                nextItems[item] = Double.isNaN(items[item]) ? Double.NaN : itemQuality(item, sums[item]);
            }
        });
        threads.run(AnswerIndex.PIECES, () -> piece -> {
            int end = AnswerIndex.from(piece + 1, raters.length);
            for (int who = AnswerIndex.from(piece, raters.length); who < end; who++) {
                nextRaters[who] = Double.isNaN(raters[who]) ? Double.NaN : raterQuality(who, sums);
            }
        });
        double[] nextOptions = new OptionQuality(answers, items, raters).of(threads);
        double moved = Math.max(
                largestMove(items, nextItems),
                Math.max(largestMove(raters, nextRaters), largestMove(optionQualities, nextOptions)));
        items = nextItems;
        raters = nextRaters;
        optionQualities = nextOptions;
        rounds++;
        return moved;
    }

    /// The summed quality of the raters who chose each option of an item.
    private double[] optionWeights(int item) {
        double[] sums = new double[options];
        for (int k = 0; k < options; k++) {
            sums[k] = answers.sumOverRaters(weights, 0, item, k);
        }
        return sums;
    }

    /// UQS: of all pairs of raters, weighted by both, those who agree: (Σ_k S_k² − Σ w²)/((Σ S)² − Σ w²).
    private double itemQuality(int item, double[] sums) {
        double squares = 0;
        int end = answers.chose(item, options);
        for (int answer = answers.chose(item, 0); answer < end; answer++) {
            double weight = weights[answers.rater[answer]];
            squares += weight * weight;
        }
        double all = Arrays.stream(sums).sum();
        double agreeing = Arrays.stream(sums).map(sum -> sum * sum).sum() - squares;
        return ratio(agreeing, all * all - squares);
    }

    /// WQS: agreement with each other rater times agreement with the sum of the others.
    private double raterQuality(int who, double[][] sums) {
        double own = raters[who];
        double agreeing = 0;
        double pairs = 0;
        double similarity = 0;
        double itemWeights = 0;
        for (int option = 0; option < options; option++) {
            int end = answers.chosenBy(who, option + 1);
            for (int answer = answers.chosenBy(who, option); answer < end; answer++) {
                int item = answers.item[answer];
                if (!Double.isNaN(items[item])) {
                    double others = Arrays.stream(sums[item]).sum() - own;
                    agreeing += items[item] * (sums[item][option] - own);
                    pairs += items[item] * others;
                    similarity += items[item] * cosine(sums[item], option, own);
                    itemWeights += items[item];
                }
            }
        }
        return ratio(agreeing, pairs) * ratio(similarity, itemWeights);
    }

    /// The cosine, in a space stretched by option quality, between one choice and the weighted sum of
    /// everyone else's.
    private double cosine(double[] sums, int option, double own) {
        double squares = 0;
        for (int k = 0; k < options; k++) {
            double others = sums[k] - (k == option ? own : 0);
            squares += optionWeight(k) * others * others;
        }
        double along = Math.sqrt(optionWeight(option)) * (sums[option] - own);
        return ratio(along, Math.sqrt(squares));
    }

    private double optionWeight(int option) {
        return Double.isNaN(optionQualities[option]) ? 0 : optionQualities[option];
    }

    private boolean sharesAnItem(int who) {
        return IntStream.range(answers.chosenBy(who, 0), answers.chosenBy(who, options))
                .anyMatch(answer -> answers.answersTo(answers.item[answer]) > 1);
    }

    private Estimate mean(double[] qualities, String method, String none) {
        double[] defined = Arrays.stream(qualities).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(defined).sum() / defined.length;
        return estimate(mean, method, none, answers.raters, answers.items);
    }

    private static Estimate estimate(double value, String name, String reason, int nRaters, int nItems) {
        return Double.isNaN(value)
                ? Estimate.undefined(reason, name, nRaters, nItems)
                : Estimate.of(value, name, nRaters, nItems);
    }

    private static double largestMove(double[] before, double[] after) {
        return IntStream.range(0, before.length)
                .mapToDouble(i -> Math.abs(after[i] - before[i]))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /// 0/0 is 0 here: nobody of any weight to agree with.
    static double ratio(double part, double whole) {
        return whole > 0 ? Math.max(0, part) / whole : 0;
    }
}
