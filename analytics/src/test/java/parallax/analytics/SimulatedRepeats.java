package parallax.analytics;

import java.util.ArrayList;
import java.util.SplittableRandom;

/// Studies in which raters answer some items twice: a first answer is Yes with a probability of its item, and
/// the later one is the same with a probability of the rater, else drawn anew.
///
/// @param raters how many
/// @param pairs repeated answers of each
/// @param steady how often a rater keeps to their answer, on the logit's middle
/// @param spread standard deviation of that among raters, on the logit
public record SimulatedRepeats(int raters, int pairs, double steady, double spread) {
    private static final AnswerOptions OPTIONS = AnswerOptions.of("No", "Yes").withUnsafe("Yes");
    private static final double YES = 0.3;
    private static final int NODES = 20_001;
    private static final double REACH = 6;

    public RepeatedAnswers draw(long seed) {
        var random = new SplittableRandom(seed);
        var drawn = new ArrayList<int[]>();
        for (int rater = 0; rater < raters; rater++) {
            double keeps = keeps(random.nextGaussian());
            for (int pair = 0; pair < pairs; pair++) {
                int first = random.nextDouble() < YES ? 1 : 0;
                int anew = random.nextDouble() < YES ? 1 : 0;
                drawn.add(new int[] {rater * pairs + pair, rater, first, random.nextDouble() < keeps ? first : anew});
            }
        }
        return RepeatedAnswers.of(OPTIONS, drawn);
    }

    /// The agreement of raters like these: who keeps agrees, who draws anew agrees by chance.
    public double agreement() {
        double kept = kept();
        return kept + (1 - kept) * chance();
    }

    /// Their alpha, without the correction for small numbers of values, which goes.
    public double alpha() {
        return 1 - (1 - agreement()) / (1 - chance());
    }

    private static double chance() {
        return YES * YES + (1 - YES) * (1 - YES);
    }

    /// The mean over raters, by the trapezium rule.
    private double kept() {
        double sum = 0;
        double weights = 0;
        for (int node = 0; node < NODES; node++) {
            double z = -REACH + 2 * REACH * node / (NODES - 1);
            double weight = Math.exp(-z * z / 2);
            sum += weight * keeps(z);
            weights += weight;
        }
        return sum / weights;
    }

    private double keeps(double z) {
        return 1 / (1 + Math.exp(-(Math.log(steady / (1 - steady)) + spread * z)));
    }
}
