import java.util.Locale;
import java.util.stream.IntStream;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.RepeatedAnswers;
import parallax.analytics.SimulatedRepeats;
import parallax.analytics.metric.TestRetest;

/// How often the intervals of test–retest agreement and alpha hold what they are about.
public final class RepeatsBench {
    private static final int STUDIES = Integer.getInteger("studies", 2000);
    private static final int[] RATERS = {5, 10, 20, 50, 120};
    private static final int[] PAIRS = {1, 3, 10};
    private static final double[][] STEADINESS = {{0.7, 0}, {0.7, 1}, {0.9, 0}, {0.9, 1.5}};

    private RepeatsBench() {}

    public static void main(String... arguments) {
        System.out.println("| raters | pairs each | keep | spread | agreement holds | alpha holds | alpha has an interval |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (double[] steadiness : STEADINESS) {
            for (int raters : RATERS) {
                for (int pairs : PAIRS) {
                    row(new SimulatedRepeats(raters, pairs, steadiness[0], steadiness[1]));
                }
            }
        }
    }

    private static void row(SimulatedRepeats design) {
        int[] agreement = new int[STUDIES];
        int[] alpha = new int[STUDIES];
        IntStream.range(0, STUDIES).parallel().forEach(study -> {
            RepeatedAnswers drawn = design.draw(study);
            agreement[study] = holds(TestRetest.agreement(drawn, rater -> true, 0.95), design.agreement());
            alpha[study] = holds(TestRetest.alpha(drawn, rater -> true, 0.95), design.alpha());
        });
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %.1f | %.1f | %s | %s | %.3f |%n",
                design.raters(),
                design.pairs(),
                design.steady(),
                design.spread(),
                share(agreement),
                share(alpha),
                IntStream.of(alpha).filter(held -> held >= 0).count() / (double) STUDIES);
    }

    /// 1 where the interval holds the value, 0 where it does not, −1 where there is none.
    private static int holds(Estimate estimate, double value) {
        Interval interval = estimate.interval();
        return interval == null ? -1 : interval.contains(value) ? 1 : 0;
    }

    private static String share(int... held) {
        long intervals = IntStream.of(held).filter(one -> one >= 0).count();
        long holding = IntStream.of(held).filter(one -> one > 0).count();
        return intervals == 0 ? "–" : String.format(Locale.ROOT, "%.3f", (double) holding / intervals);
    }
}
