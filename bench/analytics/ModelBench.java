import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import parallax.analytics.AnswerOptions;
import parallax.analytics.Axis;
import parallax.analytics.Estimate;
import parallax.analytics.Progress;
import parallax.analytics.RatingMatrix;
import parallax.analytics.RatingMatrixBuilder;
import parallax.analytics.Threads;
import parallax.analytics.crossed.CrossedModel;

/// Times the crossed model on seeded simulated answers of five groups that differ, and prints what it found, so
/// that two versions can be held against each other. Run it with `bench/analytics/run m` (43,050 answers of 123
/// raters to 350 items) or `bench/analytics/run M` (2.5 million of 2,000 raters to 50,000 items, sparse).
public final class ModelBench {
    private static final AnswerOptions OPTIONS = AnswerOptions.of("No", "Yes").withUnsafe("Yes");

    private ModelBench() {}

    public static void main(String[] arguments) {
        int runs = Integer.getInteger("runs", 1);
        Threads threads = new Threads(Integer.getInteger("threads", 2), Progress.SILENT);
        for (String which : arguments) {
            RatingMatrix matrix = which.equals("m") ? simulate(350, 123, 123) : simulate(50_000, 2_000, 50);
            List<String> groups = new ArrayList<>();
            for (int rater = 0; rater < matrix.raters().size(); rater++) {
                groups.add("g" + rater % 5);
            }
            Axis axis = Axis.of("group", groups);
            for (int run = 0; run < runs; run++) {
                time(which, matrix, axis, threads);
            }
        }
    }

    private static void time(String which, RatingMatrix matrix, Axis axis, Threads threads) {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = machine.getProcessCpuTime();
        long start = System.nanoTime();
        BitSet yes = BitSet.valueOf(new long[] {2});
        CrossedModel model = CrossedModel.of(matrix, axis, yes, CrossedModel.Settings.standard(), threads);
        System.out.printf(
                Locale.ROOT,
                "(%s) crossed model, %,d answers, %d threads: %.2f s, processor time %.2f s, load %.1f%n",
                which, matrix.answers(), threads.number(), (System.nanoTime() - start) / 1e9,
                (machine.getProcessCpuTime() - before) / 1e9, machine.getSystemLoadAverage());
        print("share of g0", model.share(0));
        print("share of g4", model.share(4));
        print("difference of g0 from g1", model.difference(0, 1));
        print("difference of g4 from the others", model.differenceFromRest(4));
        print("spread of raters", model.raterSpread());
        print("spread of items", model.itemSpread());
        print("spread of groups on items", model.groupItemSpread());
    }

    private static void print(String what, Estimate estimate) {
        System.out.printf(
                Locale.ROOT, "    %s %.6f [%.6f, %.6f]%n", what, estimate.orThrow(),
                estimate.interval().low(), estimate.interval().high());
    }

    /// Raters' levels with a standard deviation of .9 around −2, −1.6, …, items' with 1.3, groups on items .2.
    private static RatingMatrix simulate(int items, int raters, int answersOfItem) {
        SplittableRandom random = new SplittableRandom(20_240_611);
        RatingMatrixBuilder builder = RatingMatrix.builder(OPTIONS);
        double[] strictness = new double[raters];
        int[] order = new int[raters];
        for (int rater = 0; rater < raters; rater++) {
            builder.rater("r" + rater);
            strictness[rater] = -2 + .4 * (rater % 5) + .9 * random.nextGaussian();
            order[rater] = rater;
        }
        for (int item = 0; item < items; item++) {
            int number = builder.item("i" + item);
            double severity = 1.3 * random.nextGaussian();
            double[] own = random.doubles(5).map(x -> .2 * random.nextGaussian()).toArray();
            for (int place = 0; place < answersOfItem; place++) {
                int other = place + random.nextInt(raters - place);
                int rater = order[other];
                order[other] = order[place];
                order[place] = rater;
                double yes = 1 / (1 + Math.exp(-severity - strictness[rater] - own[rater % 5]));
                builder.add(number, rater, random.nextDouble() < yes ? 1 : 0);
            }
        }
        return builder.build();
    }
}
