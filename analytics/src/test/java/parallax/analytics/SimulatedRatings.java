package parallax.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Seeded simulated ratings: item severity plus rater strictness on a logistic scale, cut into No, Unsure
/// and Yes.
///
/// @param items            how many items
/// @param raters           how many raters
/// @param density          the chance that a rater answers an item
/// @param severitySpread   standard deviation of the items' severity
/// @param strictnessSpread standard deviation of the raters' strictness
public record SimulatedRatings(int items, int raters, double density, double severitySpread, double strictnessSpread) {

    /// How often Yes is chosen by an average rater on an average item, as a logit.
    private static final double YES = -0.7;

    /// How often Yes or Unsure is, as a logit.
    private static final double UNSURE = -0.4;

    public RatingMatrix draw(RandomGenerator random) {
        RatingMatrixBuilder builder = RatingMatrix.builder(WorkedExample.OPTIONS);
        double[] strictness = random.doubles(raters)
                .map(ignored -> random.nextGaussian() * strictnessSpread)
                .toArray();
        for (int rater = 0; rater < raters; rater++) {
            builder.rater("r" + rater);
        }
        for (int item = 0; item < items; item++) {
            int number = builder.item("i" + item);
            double severity = random.nextGaussian() * severitySpread;
            for (int rater = 0; rater < raters; rater++) {
                if (random.nextDouble() < density) {
                    builder.add(number, rater, answer(severity + strictness[rater], random.nextDouble()));
                }
            }
        }
        return builder.build();
    }

    /// P(Yes) for an average pair of rater and item, over the spreads of both.
    public double pUnsafe() {
        double spread = Math.hypot(severitySpread, strictnessSpread);
        double sum = 0;
        double weights = 0;
        for (double z = -8; z <= 8; z += 0.001) {
            double weight = Math.exp(-z * z / 2);
            sum += weight * logistic(YES + spread * z);
            weights += weight;
        }
        return sum / weights;
    }

    /// An axis of so many groups; a rater in ten has no value when `gaps`.
    public Axis axis(int groups, boolean gaps, RandomGenerator random) {
        List<@Nullable String> values = new ArrayList<>();
        for (int rater = 0; rater < raters; rater++) {
            values.add(gaps && random.nextInt(10) == 0 ? null : "g" + random.nextInt(groups));
        }
        return Axis.of("group", values);
    }

    private static int answer(double logit, double draw) {
        if (draw < logistic(YES + logit)) {
            return 2;
        }
        return draw < logistic(UNSURE + logit) ? 1 : 0;
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
