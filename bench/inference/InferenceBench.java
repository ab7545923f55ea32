import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.Progress;
import parallax.analytics.RatingMatrix;
import parallax.analytics.SimulatedFamily;
import parallax.analytics.SimulatedStudy;
import parallax.analytics.SimulatedStudy.Giving;
import parallax.analytics.SimulatedStudy.Items;
import parallax.analytics.Threads;
import parallax.analytics.metric.GroupMetric;
import parallax.analytics.metric.PUnsafe;
import parallax.analytics.metric.ShareContrast;
import parallax.analytics.resampling.Assignment;
import parallax.analytics.resampling.ClusterIntervals;
import parallax.analytics.resampling.GroupTests;
import parallax.analytics.resampling.Jackknife;
import parallax.analytics.resampling.PermutationNulls;
import parallax.analytics.resampling.PermutationTest;

/// The level of every p-value and the coverage of every interval that Parallax prints, in the designs
/// that it books and that people bring. Studies are drawn from seeds 0, 1, …, so that every number
/// comes out again.
public final class InferenceBench {
    private static final Threads ONE = new Threads(1, Progress.SILENT);
    private static final int PERMUTATIONS = Integer.getInteger("permutations", 79);
    private static final int STUDIES = Integer.getInteger("studies", 2000);
    private static final String ONLY = System.getProperty("only", ".*");
    private static final List<GroupMetric> METRICS = List.of(GroupMetric.values());

    private InferenceBench() {}

    public static void main(String[] arguments) {
        System.out.printf(
                "%,d simulated studies a design, %d permutations, Java %s%n", STUDIES, PERMUTATIONS, System.getProperty("java.version"));
        for (String what : arguments.length == 0 ? new String[] {"levels", "profiles", "contrasts", "families", "intervals"} : arguments) {
            switch (what) {
                case "levels" -> levels("p ≤ .05, as printed", InferenceBench::asPrinted);
                case "profiles" -> levels("p ≤ .05, profiles exchanged whatever the design", InferenceBench::profiles);
                case "contrasts" -> contrasts();
                case "families" -> families();
                case "intervals" -> intervals();
                default ->
                    throw new IllegalArgumentException("levels, profiles, contrasts, families or intervals, not " + what);
            }
        }
    }

    // --- designs ------------------------------------------------------------------------------------------------------------

    private static double[] alike(int groups, double spread) {
        double[] spreads = new double[groups];
        Arrays.fill(spreads, spread);
        return spreads;
    }

    private static SimulatedStudy quota(int items, int answers, double share, double spread, int... raters) {
        String name = String.format(Locale.ROOT, "quota %d, raters %s, P %.2g", answers, Arrays.toString(raters), share)
                + (spread == 0.8 ? "" : ", spread " + spread);
        return new SimulatedStudy(name, raters, alike(raters.length, spread), items, Giving.QUOTA, answers, share, Items.ALIKE);
    }

    private static SimulatedStudy free(String name, Giving giving, int perMille, int items, double[] spreads, int... raters) {
        return new SimulatedStudy(name, raters, spreads, items, giving, perMille, 0.4, Items.ALIKE);
    }

    /// Groups that answer alike, in every design that nulls have to keep.
    private static List<SimulatedStudy> ofAlikeGroups() {
        return only(List.of(
                quota(60, 5, 0.4, 0.8, 12, 24, 48),
                quota(60, 5, 0.1, 0.8, 12, 24, 48),
                quota(60, 5, 0.4, 1.5, 12, 24, 48),
                quota(60, 5, 0.4, 0.8, 20, 20),
                quota(60, 3, 0.4, 0.8, 10, 40),
                quota(60, 3, 0.2, 1.5, 10, 40),
                free("complete, raters [25, 25]", Giving.COMPLETE, 0, 60, alike(2, 0.8), 25, 25),
                free("complete, raters [10, 40]", Giving.COMPLETE, 0, 60, alike(2, 0.8), 10, 40),
                free("complete, raters [10, 40], spreads .3 and 1.5", Giving.COMPLETE, 0, 60, new double[] {0.3, 1.5}, 10, 40),
                free("complete, raters [60, 10], spreads .3 and 1.5", Giving.COMPLETE, 0, 60, new double[] {0.3, 1.5}, 60, 10),
                free("random .3, raters [20, 60]", Giving.RANDOM, 300, 60, alike(2, 0.8), 20, 60),
                free("sparse .08, raters [40, 40]", Giving.RANDOM, 80, 100, alike(2, 0.8), 40, 40)));
    }

    private static SimulatedStudy halves(int raters, int items, Giving giving, int answers, double share, Items kind) {
        String how = giving == Giving.COMPLETE ? "all" : giving == Giving.QUOTA ? "quota " + answers : "random ." + answers;
        String name = String.format(Locale.ROOT, "%d of %d raters × %d items, %s, P %.3g", raters / 2, raters, items, how, share)
                + (kind == Items.MOSTLY_SAFE ? ", mostly safe" : "");
        return new SimulatedStudy(
                name, new int[] {raters / 2, raters - raters / 2}, alike(2, 0.8), items, giving, answers, share, kind);
    }

    private static List<SimulatedStudy> ofIntervals() {
        return only(List.of(
                halves(10, 60, Giving.COMPLETE, 0, 0.4, Items.ALIKE),
                halves(20, 60, Giving.COMPLETE, 0, 0.4, Items.ALIKE),
                halves(50, 60, Giving.COMPLETE, 0, 0.4, Items.ALIKE),
                halves(120, 60, Giving.COMPLETE, 0, 0.4, Items.ALIKE),
                halves(50, 12, Giving.COMPLETE, 0, 0.4, Items.ALIKE),
                halves(50, 20, Giving.COMPLETE, 0, 0.4, Items.ALIKE),
                halves(50, 350, Giving.COMPLETE, 0, 0.4, Items.ALIKE),
                halves(50, 60, Giving.COMPLETE, 0, 0.07, Items.ALIKE),
                halves(50, 120, Giving.COMPLETE, 0, 0.1, Items.ALIKE),
                halves(100, 200, Giving.COMPLETE, 0, 0.07, Items.ALIKE),
                halves(50, 60, Giving.COMPLETE, 0, 0.02, Items.ALIKE),
                halves(50, 60, Giving.COMPLETE, 0, 0.1, Items.MOSTLY_SAFE),
                halves(50, 100, Giving.COMPLETE, 0, 0.1, Items.MOSTLY_SAFE),
                halves(20, 350, Giving.COMPLETE, 0, 0.1, Items.MOSTLY_SAFE),
                halves(40, 60, Giving.QUOTA, 5, 0.4, Items.ALIKE),
                halves(40, 60, Giving.QUOTA, 5, 0.07, Items.ALIKE),
                halves(60, 100, Giving.RANDOM, 200, 0.3, Items.ALIKE),
                halves(60, 100, Giving.RANDOM, 200, 0.1, Items.MOSTLY_SAFE)));
    }

    /// Groups with the same P(unsafe) that see single items differently.
    private static List<SimulatedStudy> ofContrasts() {
        Items differently = Items.SEEN_DIFFERENTLY;
        double[] spreads = alike(2, 0.8);
        return only(List.of(
                new SimulatedStudy("10/10 × 60, all, P .3", new int[] {10, 10}, spreads, 60, Giving.COMPLETE, 0, 0.3, differently),
                new SimulatedStudy("25/25 × 60, all, P .3", new int[] {25, 25}, spreads, 60, Giving.COMPLETE, 0, 0.3, differently),
                new SimulatedStudy("60/60 × 60, all, P .3", new int[] {60, 60}, spreads, 60, Giving.COMPLETE, 0, 0.3, differently),
                new SimulatedStudy("25/25 × 12, all, P .3", new int[] {25, 25}, spreads, 12, Giving.COMPLETE, 0, 0.3, differently),
                new SimulatedStudy("12/48 × 60, quota 5, P .3", new int[] {12, 48}, spreads, 60, Giving.QUOTA, 5, 0.3, differently),
                new SimulatedStudy("25/25 × 60, quota 5, P .1", new int[] {25, 25}, spreads, 60, Giving.QUOTA, 5, 0.1, differently),
                new SimulatedStudy("10/60 × 60, all, P .1", new int[] {10, 60}, spreads, 60, Giving.COMPLETE, 0, 0.1, differently),
                new SimulatedStudy("25/25 × 60, all, P .02", new int[] {25, 25}, spreads, 60, Giving.COMPLETE, 0, 0.02, differently),
                new SimulatedStudy("10/40 × 60, all, spreads .3/1.5, P .3", new int[] {10, 40}, new double[] {0.3, 1.5}, 60,
                        Giving.COMPLETE, 0, 0.3, differently),
                new SimulatedStudy("25/25 × 350, all, P .3", new int[] {25, 25}, spreads, 350, Giving.COMPLETE, 0, 0.3, differently)));
    }

    private static List<SimulatedStudy> ofFamilies() {
        return only(List.of(
                free("complete, raters [10, 10, 10]", Giving.COMPLETE, 0, 60, alike(3, 0.8), 10, 10, 10),
                free("complete, raters [25, 25, 25, 25]", Giving.COMPLETE, 0, 60, alike(4, 0.8), 25, 25, 25, 25),
                free("complete, raters [60, 10, 10], spreads .3, 1.5, 1.5", Giving.COMPLETE, 0, 60,
                        new double[] {0.3, 1.5, 1.5}, 60, 10, 10),
                free("random .3, raters [20, 40, 60]", Giving.RANDOM, 300, 60, alike(3, 0.8), 20, 40, 60),
                quota(60, 5, 0.4, 0.8, 12, 24, 48),
                quota(60, 5, 0.1, 0.8, 12, 24, 48)));
    }

    private static List<SimulatedStudy> only(List<SimulatedStudy> designs) {
        return designs.stream().filter(design -> design.name().matches(ONLY)).toList();
    }

    // --- levels -------------------------------------------------------------------------------------------------------------

    /// What a study's groups are tested by.
    private interface Tests {
        Double p(int group, GroupMetric metric);

        /// Whether a design by groups was seen; false where nobody looked.
        default boolean byGroup() {
            return false;
        }
    }

    private record Study(RatingMatrix matrix, Axis axis, long seed) {}

    private static Tests asPrinted(Study study) {
        GroupTests tests = GroupTests.of(study.matrix, study.axis, null, METRICS, PERMUTATIONS, study.seed, ONE);
        return new Tests() {
            @Override
            public Double p(int group, GroupMetric metric) {
                return tests.of(group, metric).p();
            }

            @Override
            public boolean byGroup() {
                return tests.assignment() == Assignment.BY_GROUP;
            }
        };
    }

    private static Tests profiles(Study study) {
        PermutationNulls nulls =
                new PermutationTest(study.matrix, study.axis, METRICS).shuffled(PERMUTATIONS, study.seed, null, ONE);
        return (group, metric) -> nulls.of(group, metric).p();
    }

    /// The share of studies of alike groups in which p ≤ .05: the group in which it is largest.
    private static void levels(String title, Function<Study, Tests> tests) {
        Map<GroupMetric, StringBuilder> lines = new TreeMap<>();
        METRICS.forEach(metric -> lines.put(metric, new StringBuilder(String.format("%-26s", metric))));
        System.out.printf("%n%s%n", title);
        int column = 0;
        for (SimulatedStudy design : ofAlikeGroups()) {
            Axis axis = design.axis();
            int groups = axis.groups().size();
            int[][] small = new int[groups][METRICS.size()];
            int[][] defined = new int[groups][METRICS.size()];
            int[] byGroup = new int[1];
            IntStream.range(0, STUDIES).parallel().forEach(seed -> {
                Study study = new Study(design.draw(seed), axis, seed);
                Tests of = tests.apply(study);
                synchronized (small) {
                    byGroup[0] += of.byGroup() ? 1 : 0;
                    for (int g = 0; g < groups; g++) {
                        for (int m = 0; m < METRICS.size(); m++) {
                            Double p = of.p(g, METRICS.get(m));
                            defined[g][m] += p == null ? 0 : 1;
                            small[g][m] += p != null && p <= 0.05 ? 1 : 0;
                        }
                    }
                }
            });
            System.out.printf("(%d) %s: a design by groups seen in %d of %d%n", ++column, design.name(), byGroup[0], STUDIES);
            for (int m = 0; m < METRICS.size(); m++) {
                double worst = -1;
                for (int g = 0; g < groups; g++) {
                    worst = defined[g][m] * 5 < STUDIES ? worst : Math.max(worst, (double) small[g][m] / defined[g][m]);
                }
                lines.get(METRICS.get(m)).append(worst < 0 ? "     –" : String.format(Locale.ROOT, "  %.3f", worst));
            }
        }
        System.out.printf("%-26s", "");
        IntStream.rangeClosed(1, column).forEach(number -> System.out.printf("%7s", "(" + number + ")"));
        System.out.println();
        lines.values().forEach(System.out::println);
    }

    // --- coverage -----------------------------------------------------------------------------------------------------------

    /// The share of intervals of the difference that hold 0, of those of the ratio that hold 1, and of
    /// p ≤ .05.
    private static void contrasts() {
        System.out.printf("%n%-40s%12s%12s%12s%12s%n", "groups of one P(unsafe)", "difference", "ratio", "p ≤ .05", "mean width");
        for (SimulatedStudy design : ofContrasts()) {
            Axis axis = design.axis();
            double[] sums = new double[5];
            IntStream.range(0, STUDIES).parallel().forEach(seed -> {
                ShareContrast contrast = contrast(design.draw(seed), axis);
                Interval difference = contrast.difference(0.95).interval();
                Interval ratio = contrast.ratio(0.95).interval();
                Double p = contrast.p();
                synchronized (sums) {
                    sums[0] += difference != null && difference.contains(0) ? 1 : 0;
                    sums[1] += ratio != null && ratio.contains(1) ? 1 : 0;
                    sums[2] += ratio != null ? 1 : 0;
                    sums[3] += p != null && p <= 0.05 ? 1 : 0;
                    sums[4] += difference == null ? 0 : difference.high() - difference.low();
                }
            });
            System.out.printf(Locale.ROOT, "%-40s%12.3f%12.3f%12.3f%12.3f%n", design.name(),
                    sums[0] / STUDIES, sums[1] / sums[2], sums[3] / STUDIES, sums[4] / STUDIES);
        }
    }

    /// The share of studies in which any of the contrasts of four axes is found, where no groups differ; and
    /// where the first group does, any of those among the others.
    private static void families() {
        System.out.printf("%n%-50s%12s%12s%12s%12s%n", "any p ≤ .05 of groups alike", "by itself", "Holm", "max-T", "contrasts");
        for (SimulatedStudy design : ofFamilies()) {
            for (boolean apart : new boolean[] {false, true}) {
                double[] found = SimulatedFamily.found(design, apart, STUDIES, PERMUTATIONS);
                int family = SimulatedFamily.of(
                                design.draw(0),
                                apart ? List.of(design.axis()) : SimulatedFamily.axes(design),
                                Estimand.ITEMS_AND_RATERS_LIKE_THESE)
                        .size();
                System.out.printf(Locale.ROOT, "%-50s%12.3f%12.3f%12.3f%12d%n", design.name() + (apart ? ", one apart" : ""),
                        found[0], found[1], found[2], family);
            }
        }
    }

    private static ShareContrast contrast(RatingMatrix matrix, Axis axis) {
        return ShareContrast.of(
                new ShareContrast.Side(matrix.counts(axis).of(0), matrix.countsByRater(axis, 0)),
                new ShareContrast.Side(matrix.counts(axis).rest(0), matrix.restByRater(axis, 0)),
                PUnsafe.unsafeOptions(matrix.options()),
                Estimand.ITEMS_AND_RATERS_LIKE_THESE);
    }

    /// The share of a group's intervals that hold what is to be expected of such a study, among those
    /// that are given.
    private static void intervals() {
        List<GroupMetric> metrics = METRICS.stream()
                .filter(metric -> metric == GroupMetric.P_UNSAFE || Jackknife.METRICS.contains(metric))
                .toList();
        System.out.printf("%n%-55s", "coverage (share of studies with an interval)");
        metrics.forEach(metric -> System.out.printf("%15s", metric.name().replace("PERCENT_AGREEMENT", "AGREEMENT")));
        System.out.println();
        for (SimulatedStudy design : ofIntervals()) {
            Axis axis = design.axis();
            double[] truth = new double[metrics.size()];
            int[] defined = new int[metrics.size()];
            IntStream.range(100_000, 100_000 + STUDIES).parallel().forEach(seed -> {
                RatingMatrix matrix = design.draw(seed);
                synchronized (truth) {
                    for (int m = 0; m < truth.length; m++) {
                        Double value = estimate(metrics.get(m), matrix, axis).value();
                        truth[m] += value == null ? 0 : value;
                        defined[m] += value == null ? 0 : 1;
                    }
                }
            });
            int[] holds = new int[metrics.size()];
            int[] given = new int[metrics.size()];
            List<GroupMetric> bounded = metrics.subList(1, metrics.size());
            IntStream.range(0, STUDIES).parallel().forEach(seed -> {
                RatingMatrix matrix = design.draw(seed);
                ClusterIntervals intervals = Jackknife.of(matrix, axis, bounded, ONE);
                synchronized (holds) {
                    for (int m = 0; m < holds.length; m++) {
                        GroupMetric metric = metrics.get(m);
                        Estimate estimate = estimate(metric, matrix, axis);
                        Interval interval = metric == GroupMetric.P_UNSAFE
                                ? estimate.interval()
                                : intervals.withInterval(estimate, 0, metric).interval();
                        given[m] += interval == null ? 0 : 1;
                        holds[m] += interval != null && interval.contains(truth[m] / defined[m]) ? 1 : 0;
                    }
                }
            });
            System.out.printf("%-55s", design.name());
            for (int m = 0; m < holds.length; m++) {
                String share = given[m] * 20 < STUDIES ? "–" : String.format(Locale.ROOT, "%.3f", (double) holds[m] / given[m]);
                System.out.printf("%15s", share + (given[m] < STUDIES ? " (" + 100L * given[m] / STUDIES + "%)" : ""));
            }
            System.out.println();
        }
    }

    private static Estimate estimate(GroupMetric metric, RatingMatrix matrix, Axis axis) {
        CountTable own = matrix.counts(axis).of(0);
        return metric == GroupMetric.P_UNSAFE
                ? PUnsafe.pooled(own, matrix.countsByRater(axis, 0))
                : metric.of(own, matrix.counts(axis).rest(0));
    }
}
