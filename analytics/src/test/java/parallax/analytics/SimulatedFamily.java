package parallax.analytics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parallax.analytics.metric.PUnsafe;
import parallax.analytics.metric.ShareContrast;
import parallax.analytics.resampling.MaxT;

/// Families of contrasts of P(unsafe), as an analysis of several axes has them, in simulated studies: how
/// often any is found that is not there.
public final class SimulatedFamily {
    private static final Threads ONE = new Threads(1, Progress.SILENT);
    private static final Estimand BOTH = Estimand.ITEMS_AND_RATERS_LIKE_THESE;

    private SimulatedFamily() {}

    /// The study's own axis, two more that cut across it, and a crossing.
    public static List<Axis> axes(SimulatedStudy design) {
        Axis groups = design.axis();
        Axis halves = every(groups.raters(), 2);
        return List.of(groups, halves, every(groups.raters(), 3), groups.cross(halves));
    }

    private static Axis every(int raters, int parts) {
        return Axis.of(
                "parts of " + parts,
                IntStream.range(0, raters)
                        .mapToObj(rater -> "p" + rater % parts)
                        .toList());
    }

    /// Every contrast of each axis: against everyone else, and of each two groups.
    public static List<MaxT.Contrast> of(RatingMatrix matrix, List<Axis> axes, Estimand estimand) {
        List<MaxT.Contrast> family = new ArrayList<>();
        for (Axis axis : axes) {
            for (int group = 0; group < axis.groups().size(); group++) {
                for (int other = MaxT.REST; other < group; other++) {
                    Double p = p(matrix, axis, group, other, estimand);
                    if (p != null) {
                        family.add(new MaxT.Contrast(axis, group, other, p));
                    }
                }
            }
        }
        return family;
    }

    private static @Nullable Double p(RatingMatrix matrix, Axis axis, int group, int other, Estimand estimand) {
        ResponseCounts counts = matrix.counts(axis);
        ShareContrast.Side others = other == MaxT.REST
                ? new ShareContrast.Side(counts.rest(group), matrix.restByRater(axis, group))
                : new ShareContrast.Side(counts.of(other), matrix.countsByRater(axis, other));
        ShareContrast.Side own = new ShareContrast.Side(counts.of(group), matrix.countsByRater(axis, group));
        return ShareContrast.of(own, others, PUnsafe.unsafeOptions(matrix.options()), estimand)
                .p();
    }

    /// The share of studies in which any contrast is found at .05 whose groups are alike: each by
    /// itself, by Holm's rule, by [MaxT].
    ///
    /// @param apart whether the first group in truth answers more strictly, so that only contrasts among
    ///     the other groups of the study's axis are between groups alike
    public static double[] found(SimulatedStudy design, boolean apart, int studies, int replicates) {
        long[] found = new long[3];
        IntStream.range(0, studies).parallel().forEach(seed -> {
            RatingMatrix drawn = design.draw(seed);
            RatingMatrix matrix = apart ? stricter(drawn, design.axis(), new Random(seed)) : drawn;
            List<Axis> axes = apart ? List.of(design.axis()) : axes(design);
            List<MaxT.Contrast> family = of(matrix, axes, BOTH);
            double[] alone = family.stream().mapToDouble(MaxT.Contrast::p).toArray();
            double[] together =
                    MaxT.adjust(matrix, PUnsafe.unsafeOptions(matrix.options()), BOTH, family, replicates, seed, ONE);
            double[][] values = {alone, holm(alone), together};
            synchronized (found) {
                for (int rule = 0; rule < found.length; rule++) {
                    double[] p = values[rule];
                    boolean any = IntStream.range(0, p.length)
                            .anyMatch(k -> p[k] <= 0.05 && (!apart || alike(family.get(k))));
                    found[rule] += any ? 1 : 0;
                }
            }
        });
        return Arrays.stream(found)
                .mapToDouble(count -> (double) count / studies)
                .toArray();
    }

    /// Whether neither side holds the first group.
    private static boolean alike(MaxT.Contrast contrast) {
        return contrast.group() > 0 && contrast.other() > 0;
    }

    private static double[] holm(double[] p) {
        Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (one, other) -> Double.compare(p[one], p[other]));
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, p[order[rank]] * (p.length - rank)));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }

    /// The same answers, but that half the first group's No become Yes.
    private static RatingMatrix stricter(RatingMatrix matrix, Axis axis, Random random) {
        RatingMatrixBuilder builder = RatingMatrix.builder(matrix.options());
        matrix.items().forEach(builder::item);
        matrix.raters().forEach(builder::rater);
        for (int item = 0; item < matrix.items().size(); item++) {
            for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                int who = matrix.raterOf(answer);
                boolean turned = axis.groupOf(who) == 0 && matrix.optionOf(answer) == 0 && random.nextBoolean();
                builder.add(item, who, turned ? 2 : matrix.optionOf(answer));
            }
        }
        return builder.build();
    }
}
