import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import parallax.analytics.Axis;
import parallax.analytics.Interval;
import parallax.analytics.Progress;
import parallax.analytics.RatingMatrix;
import parallax.analytics.SimulatedStudy;
import parallax.analytics.SimulatedStudy.Giving;
import parallax.analytics.SimulatedStudy.Items;
import parallax.analytics.Threads;
import parallax.analytics.crossed.CrossedModel;
import parallax.analytics.crossed.ModelCheck;
import parallax.analytics.crossed.StudySize;
import parallax.analytics.metric.PUnsafe;
import parallax.analytics.metric.PooledShare;

/// The width that the crossed model foretells of a larger study, beside that of such studies, and how often its
/// checks are small: run it with `bench/inference/run planning`.
public final class PlanningBench {
    private static final Threads ONE = new Threads(1, Progress.SILENT);
    private static final int STUDIES = Integer.getInteger("studies", 100);

    private PlanningBench() {}

    public static void main(String[] arguments) {
        System.out.printf("%,d studies a design of 15 and 15 raters, all of 60 items; foretold: 40 raters, 20 answers%n", STUDIES);
        System.out.printf("%-28s%10s%10s   p ≤ .05 of %s%n", "design", "foretold", "in fact", List.of(ModelCheck.Statistic.values()));
        for (double[] design : new double[][] {{.3, .8, 0}, {.1, .8, 0}, {.3, 1.5, 0}, {.1, .8, 1}}) {
            Items kind = design[2] == 1 ? Items.MOSTLY_SAFE : Items.ALIKE;
            design("P " + design[0] + ", spread " + design[1] + (design[2] == 1 ? ", mostly safe" : ""), design[0], design[1], kind);
        }
    }

    private static void design(String name, double share, double spread, Items kind) {
        double[] spreads = {spread, spread};
        SimulatedStudy small = new SimulatedStudy(name, new int[] {15, 15}, spreads, 60, Giving.COMPLETE, 0, share, kind);
        SimulatedStudy large = new SimulatedStudy(name, new int[] {40, 40}, spreads, 60, Giving.QUOTA, 20, share, kind);
        double[] widths = new double[2];
        int[] found = new int[ModelCheck.Statistic.values().length];
        BitSet yes = PUnsafe.unsafeOptions(small.draw(0).options());
        IntStream.range(0, STUDIES).parallel().forEach(seed -> {
            CrossedModel model = CrossedModel.of(small.draw(seed), small.axis(), yes, CrossedModel.Settings.standard(), ONE);
            double foretold = model.expectedWidth(0, new StudySize(40, 60, 20)).orThrow();
            double actual = width(large.draw(100_000L + seed), large.axis(), yes);
            List<ModelCheck> checks = model.checks(ONE);
            synchronized (widths) {
                widths[0] += foretold / STUDIES;
                widths[1] += actual / STUDIES;
                checks.forEach(check -> found[check.what().ordinal()] += check.p() <= .05 ? 1 : 0);
            }
        });
        System.out.printf(Locale.ROOT, "%-28s%10.3f%10.3f   %s%n", name, widths[0], widths[1], Arrays.toString(found));
    }

    private static double width(RatingMatrix matrix, Axis axis, BitSet yes) {
        Interval interval = PooledShare.of(matrix.counts(axis).of(0), matrix.countsByRater(axis, 0), yes).interval();
        return interval.high() - interval.low();
    }
}
