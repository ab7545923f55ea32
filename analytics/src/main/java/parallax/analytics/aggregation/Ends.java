package parallax.analytics.aggregation;

import java.util.Comparator;
import java.util.List;
import parallax.analytics.RatingMatrix;

/// The ends that the restarts of a model came to.
///
/// The likeliest is kept. Where several are as likely, as when a model cannot tell a rater who always
/// errs from one who never does, it is the one nearest to what most raters said: with the largest mean
/// share of an item's answers that chose what the end believes.
record Ends(List<Aggregation> ends, RatingMatrix matrix) {
    /// Log-likelihoods that differ by less than this share of themselves are the same.
    private static final double SAME = 1e-8;

    /// The end to keep, which says in its method how many restarts came to the same labels.
    ///
    /// @param model the name of the model
    Aggregation best(String model, Fitting fitting) {
        double likeliest = ends.stream().mapToDouble(Ends::likelihood).max().orElse(Double.NEGATIVE_INFINITY);
        double[] shares = new AnswerIndex(matrix).shares();
        Aggregation best = ends.stream()
                .filter(end -> likelihood(end) >= likeliest - SAME * Math.abs(likeliest))
                .max(Comparator.<Aggregation>comparingDouble(end -> nearness(end, shares))
                        .thenComparingDouble(Ends::likelihood))
                .orElse(ends.get(0));
        long agreeing = ends.stream().filter(end -> sameLabels(end, best)).count();
        return best.named(
                model + ", " + fitting.restarts() + " restarts (" + agreeing + " agree), seed " + fitting.seed());
    }

    private static double likelihood(Aggregation end) {
        Double likelihood = end.logLikelihood();
        return likelihood == null || likelihood.isNaN() ? Double.NEGATIVE_INFINITY : likelihood;
    }

    /// Σ over items of the share of answers that chose what the end labels the item, ties counted in
    /// part.
    private static double nearness(Aggregation end, double[] shares) {
        double sum = 0;
        for (int item = 0; item < end.items(); item++) {
            int first = item * end.options().size();
            sum += end.label(item).stream()
                    .flatMap(label -> label.options().stream())
                    .mapToDouble(option -> shares[first + option])
                    .average()
                    .orElse(0);
        }
        return sum;
    }

    private static boolean sameLabels(Aggregation one, Aggregation other) {
        for (int item = 0; item < one.items(); item++) {
            if (!one.label(item).equals(other.label(item))) {
                return false;
            }
        }
        return true;
    }
}
