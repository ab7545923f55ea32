package parallax.analytics.crossed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.R064Store;
import parallax.analytics.Threads;

/// What the answers say of the spreads: log p(spread | answers) on their logarithms θ, up to a constant,
/// its mode, and points of a lattice around it, with the weight of each, over which everything else is
/// averaged.
///
/// The prior of each spread is exponential with mean 1 (a penalised-complexity prior: a spread over 3
/// has probability .05), so that what is not needed is held small. That of the groups' spread is half a
/// Cauchy distribution of scale 2.5: a few groups say little of it, and a prior that held it small would
/// draw them together whatever they answer. The lattice stands on the axes of the curvature at the mode,
/// [#STEP] standard deviations apart, as far as the density falls to e^−4 of its height; a sum over such
/// a lattice is off by e^(−2π²/STEP²), .002, of a normal density. A spread known to within [#KNOWN] of
/// its size stays at its mode.
///
/// @see <a href="https://doi.org/10.1111/j.1467-9868.2008.00700.x">Rue, Martino, Chopin 2009, §6.5</a>
/// @see <a href="https://doi.org/10.1214/06-BA117A">Gelman 2006, Prior distributions for variance parameters, §5</a>
/// @see <a href="https://doi.org/10.1214/16-STS576">Simpson et al. 2017, §3.1</a>
final class SpreadPosterior {
    private static final double STEP = 1.75;
    private static final double FALL = 4;
    private static final double KNOWN = .05;
    private static final boolean SYMMETRIC = true;
    private static final double GROUP_SCALE = 2.5;
    private static final int MOST_POINTS = 400;
    private static final int MOST_ROUNDS = 12;
    /// Rises of the density below which a mode is found, and below which one step that rises as foretold finds it.
    private static final double NEAR = .02;

    private static final double PARABOLA = 1;
    private static final double[] BEGIN = {0, Math.log(1.2), Math.log(.4), Math.log(.5)};

    private final CrossedAnswers data;
    private final GroupPrior prior;
    private final Threads threads;
    private final int dimensions;
    private double[] mode;
    private double height;
    private double[] probe;
    private @Nullable Laplace near;
    private double[][] axes = new double[0][];

    /// @param weight the point's share of the posterior
    record Point(Spread spread, double weight) {}

    private SpreadPosterior(CrossedAnswers data, GroupPrior prior, Threads threads) {
        this.data = data;
        this.prior = prior;
        this.threads = threads;
        dimensions = data.groups() > 1 ? 4 : 2;
        mode = Arrays.copyOf(BEGIN, dimensions);
        probe = new double[dimensions];
        Arrays.fill(probe, .3);
    }

    /// @param part what a part of the same answers said, to begin from; null for none
    static SpreadPosterior of(CrossedAnswers data, GroupPrior prior, @Nullable SpreadPosterior part, Threads threads) {
        SpreadPosterior posterior = new SpreadPosterior(data, prior, threads);
        if (part != null) {
            posterior.mode = part.mode.clone();
            posterior.axes = part.axes;
            Arrays.fill(posterior.probe, .05);
        }
        posterior.climb();
        return posterior;
    }

    double[] mode() {
        return mode;
    }

    /// How far each logarithm is likely to be from the mode's: its standard deviation at the curvature there.
    double[] deviations() {
        double[] deviations = new double[dimensions];
        for (int j = 0; j < dimensions; j++) {
            for (double[] axis : axes) {
                deviations[j] += axis[j] * axis[j];
            }
            deviations[j] = Math.sqrt(deviations[j]);
        }
        return deviations;
    }

    /// The mode of the levels at the mode of the spreads, from which others are found in a step or two.
    Laplace near() {
        if (near == null) {
            near = Laplace.at(data, prior, spread(mode), null);
        }
        return near;
    }

    Spread spread(double[] theta) {
        return dimensions == 2
                ? new Spread(Math.exp(theta[0]), Math.exp(theta[1]), 0, 0)
                : new Spread(Math.exp(theta[0]), Math.exp(theta[1]), Math.exp(theta[2]), Math.exp(theta[3]));
    }

    private void climb() {
        Laplace from = Laplace.at(data, prior, spread(mode), null);
        height = density(from, mode);
        near = from;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] slope = slopeAndAxes();
            double[] step = step(slope);
            double decrement = 0;
            for (int j = 0; j < dimensions; j++) {
                decrement += step[j] * slope[j];
                probe[j] = Math.min(.3, Math.max(.003, deviations()[j] / 2));
            }
            double before = height;
            if (decrement < NEAR) {
                return;
            }
            advance(step);
            if (decrement < PARABOLA && Math.abs(height - before - decrement / 2) < NEAR) {
                return; // as high as the parabola said, whose top this is
            }
        }
    }

    /// Goes a step, or as much of it as leads up; nowhere where none of it does.
    private void advance(double[] step) {
        for (double length = 1; length > .05; length /= 2) {
            double[] there = mode.clone();
            for (int j = 0; j < dimensions; j++) {
                there[j] += length * step[j];
            }
            Laplace at = Laplace.at(data, prior, spread(there), near);
            double found = density(at, there);
            if (found > height) {
                mode = there;
                height = found;
                near = at;
                return;
            }
        }
    }

    /// log p(answers | spread) + log p(θ).
    private double density(Laplace at, double[] theta) {
        double density = at.logEvidence();
        for (int j = 0; j < dimensions; j++) {
            double spread = Math.exp(theta[j]);
            double scaled = spread / GROUP_SCALE;
            density += theta[j] - (j == 3 ? Math.log1p(scaled * scaled) : spread);
        }
        return density;
    }

    /// The densities at points beside the mode, some at once.
    private double[] densities(List<double[]> points) {
        double[] densities = new double[points.size()];
        threads.quietly()
                .run(
                        points.size(),
                        () -> k -> densities[k] =
                                density(Laplace.at(data, prior, spread(points.get(k)), near), points.get(k)));
        return densities;
    }

    /// The way to the top of a parabola of this slope and the curvature of the axes, no longer than 1 along any
    /// logarithm.
    private double[] step(double[] slope) {
        double[] step = new double[slope.length];
        for (double[] axis : axes) {
            double along = 0;
            for (int j = 0; j < slope.length; j++) {
                along += axis[j] * slope[j];
            }
            for (int j = 0; j < slope.length; j++) {
                step[j] += axis[j] * along;
            }
        }
        double longest = Arrays.stream(step).map(Math::abs).max().orElse(0);
        if (longest > 1) {
            for (int j = 0; j < step.length; j++) {
                step[j] /= longest;
            }
        }
        return step;
    }

    /// Returns the slope at the mode and lays the axes along its curvature, both by differences of [#probe].
    private double[] slopeAndAxes() {
        List<double[]> points = new ArrayList<>();
        List<int[]> pairs = pairs();
        for (int j = 0; j < dimensions; j++) {
            points.add(beside(j, 1, j, 0));
            points.add(beside(j, -1, j, 0));
        }
        for (int[] pair : pairs) {
            points.add(beside(pair[0], 1, pair[1], 1));
        }
        double[] at = densities(points);
        double[] slope = new double[dimensions];
        R064Store bend = R064Store.FACTORY.make(dimensions, dimensions);
        for (int j = 0; j < dimensions; j++) {
            slope[j] = (at[2 * j] - at[2 * j + 1]) / (2 * probe[j]);
            bend.set(j, j, -(at[2 * j] + at[2 * j + 1] - 2 * height) / (probe[j] * probe[j]));
        }
        int next = 2 * dimensions;
        for (int[] pair : pairs) {
            int j = pair[0];
            int k = pair[1];
            double mixed = (at[next++] - at[2 * j] - at[2 * k] + height) / (probe[j] * probe[k]);
            bend.set(j, k, -mixed);
            bend.set(k, j, -mixed);
        }
        axes = axes(bend);
        return slope;
    }

    /// The pairs of spreads that may vary together: those that are not both known well already.
    private List<int[]> pairs() {
        double[] deviations = deviations();
        List<int[]> pairs = new ArrayList<>();
        for (int j = 0; j < dimensions; j++) {
            for (int k = 0; k < j; k++) {
                if (axes.length == 0 || (deviations[j] > KNOWN && deviations[k] > KNOWN)) {
                    pairs.add(new int[] {j, k});
                }
            }
        }
        return pairs;
    }

    private double[] beside(int j, int up, int k, int also) {
        double[] point = mode.clone();
        point[j] += up * probe[j];
        point[k] += also * probe[k];
        return point;
    }

    /// The axes of a density of this curvature, each one standard deviation long: at most 1, where it hardly bends.
    private static double[][] axes(R064Store bend) {
        int n = bend.getRowDim();
        Eigenvalue<Double> eigen = Eigenvalue.R064.make(bend, SYMMETRIC);
        if (!eigen.decompose(bend)) {
            throw new ArithmeticException("the curvature of the spreads has no axes");
        }
        double[][] axes = new double[n][n];
        for (int a = 0; a < n; a++) {
            double length = 1 / Math.sqrt(Math.max(1, eigen.getD().doubleValue(a, a)));
            for (int j = 0; j < n; j++) {
                axes[a][j] = length * eigen.getV().doubleValue(j, a);
            }
        }
        return axes;
    }

    /// The lattice's points, the mode first.
    List<Point> points() {
        double[][] loose = loose();
        Map<List<Integer>, Double> heights = new LinkedHashMap<>();
        List<List<Integer>> wave = List.of(java.util.Collections.nCopies(loose.length, 0));
        heights.put(wave.get(0), height);
        while (!wave.isEmpty() && heights.size() < MOST_POINTS) {
            List<List<Integer>> next = neighbours(wave, heights);
            double[] found = densities(next.stream().map(p -> theta(loose, p)).toList());
            List<List<Integer>> further = new ArrayList<>();
            for (int k = 0; k < found.length; k++) {
                heights.put(next.get(k), found[k]);
                if (found[k] > height - FALL) {
                    further.add(next.get(k));
                }
            }
            wave = further;
        }
        return weighted(loose, heights);
    }

    private List<Point> weighted(double[][] loose, Map<List<Integer>, Double> heights) {
        double top =
                heights.values().stream().mapToDouble(Double::doubleValue).max().orElse(height);
        Map<List<Integer>, Double> kept = new HashMap<>();
        double sum = 0;
        for (Map.Entry<List<Integer>, Double> entry : heights.entrySet()) {
            if (entry.getValue() > top - FALL) {
                kept.put(entry.getKey(), Math.exp(entry.getValue() - top));
                sum += Math.exp(entry.getValue() - top);
            }
        }
        List<Point> points = new ArrayList<>();
        for (List<Integer> place : heights.keySet()) {
            Double weight = kept.get(place);
            if (weight != null) {
                points.add(new Point(spread(theta(loose, place)), weight / sum));
            }
        }
        return points;
    }

    private List<List<Integer>> neighbours(List<List<Integer>> wave, Map<List<Integer>, Double> known) {
        List<List<Integer>> next = new ArrayList<>();
        for (List<Integer> place : wave) {
            for (int axis = 0; axis < place.size(); axis++) {
                for (int way = -1; way <= 1; way += 2) {
                    List<Integer> beside = new ArrayList<>(place);
                    beside.set(axis, place.get(axis) + way);
                    if (!known.containsKey(beside)
                            && !next.contains(beside)
                            && foretold(known.getOrDefault(place, height), place, beside) > height - FALL) {
                        next.add(List.copyOf(beside));
                    }
                }
            }
        }
        return next;
    }

    /// The height of a point if the density fell from its neighbour on as a normal one does.
    private static double foretold(double atPlace, List<Integer> place, List<Integer> beside) {
        int further = 0;
        for (int axis = 0; axis < place.size(); axis++) {
            further += beside.get(axis) * beside.get(axis) - place.get(axis) * place.get(axis);
        }
        return atPlace - STEP * STEP / 2 * further;
    }

    private double[] theta(double[][] loose, List<Integer> place) {
        double[] theta = mode.clone();
        for (int a = 0; a < loose.length; a++) {
            for (int j = 0; j < dimensions; j++) {
                theta[j] += STEP * place.get(a) * loose[a][j];
            }
        }
        return theta;
    }

    /// The axes along which some spread is not known well.
    private double[][] loose() {
        return Arrays.stream(axes)
                .filter(axis -> Arrays.stream(axis).anyMatch(along -> Math.abs(along) > KNOWN))
                .toArray(double[][]::new);
    }
}
