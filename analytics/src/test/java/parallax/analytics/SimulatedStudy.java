package parallax.analytics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// How simulated studies come about: raters in groups, items, and who answers what. An answer is Yes
/// with a probability whose logit is a level plus the rater's strictness, the item's severity and, for
/// their group, how it sees the item; Unsure takes a strip beside it. Levels are set so that every
/// group has the same P(Yes).
///
/// @param name      in the table
/// @param raters    of each group
/// @param strictness each group's standard deviation of the raters' strictness
/// @param items     how many
/// @param giving    who answers what
/// @param answers   of each group on each item where there is a quota; per mille that a rater answers
///     an item at random
/// @param share     P(Yes) of every group
/// @param kind      what the items are like
@SuppressWarnings("ArrayRecordComponent") // read by tests and simulations alone, never compared
public record SimulatedStudy(
        String name,
        int[] raters,
        double[] strictness,
        int items,
        Giving giving,
        int answers,
        double share,
        Items kind) {

    public enum Giving {
        COMPLETE,
        RANDOM,
        QUOTA
    }

    public enum Items {
        /// Severities from one normal distribution, sd 1.2, and groups that see them alike.
        ALIKE,
        /// The same, and each group sees each item in its own way, sd .3.
        SEEN_DIFFERENTLY,
        /// Nine of ten items are safe to nearly everybody, the tenth is severe.
        MOSTLY_SAFE
    }

    public static final AnswerOptions OPTIONS =
            AnswerOptions.of("No", "Unsure", "Yes").withUnsafe("Yes").withUnsure("Unsure");
    private static final double UNSURE = 0.35;

    public RatingMatrix draw(long seed) {
        Random random = new Random(seed);
        int all = Arrays.stream(raters).sum();
        double[] strict = new double[all];
        int[] group = groups();
        double[] level = new double[raters.length];
        for (int g = 0; g < level.length; g++) {
            level[g] = level(strictness[g]);
        }
        Arrays.setAll(strict, r -> level[group[r]] + strictness[group[r]] * random.nextGaussian());
        RatingMatrixBuilder builder = RatingMatrix.builder(OPTIONS);
        IntStream.range(0, all).forEach(r -> builder.rater("r" + r));
        double[] seen = new double[raters.length];
        for (int item = 0; item < items; item++) {
            int number = builder.item("i" + item);
            double severity = severity(random);
            Arrays.setAll(seen, g -> kind == Items.SEEN_DIFFERENTLY ? 0.3 * random.nextGaussian() : 0);
            for (int who : answering(group, random)) {
                double logit = strict[who] + severity + seen[group[who]];
                double draw = random.nextDouble();
                int option = draw < logistic(logit) ? 2 : draw < logistic(logit + UNSURE) ? 1 : 0;
                builder.add(number, who, option);
            }
        }
        return builder.build();
    }

    public Axis axis() {
        return Axis.of("group", Arrays.stream(groups()).mapToObj(g -> "g" + g).toList());
    }

    private int[] groups() {
        return IntStream.range(0, raters.length)
                .flatMap(g -> IntStream.generate(() -> g).limit(raters[g]))
                .toArray();
    }

    private List<Integer> answering(int[] group, Random random) {
        List<Integer> chosen = new ArrayList<>();
        if (giving == Giving.QUOTA) {
            int first = 0;
            for (int size : raters) {
                List<Integer> members = new ArrayList<>(
                        IntStream.range(first, first + size).boxed().toList());
                Collections.shuffle(members, random);
                chosen.addAll(members.subList(0, answers));
                first += size;
            }
            return chosen;
        }
        for (int who = 0; who < group.length; who++) {
            if (giving == Giving.COMPLETE || random.nextInt(1000) < answers) {
                chosen.add(who);
            }
        }
        return chosen;
    }

    private double severity(Random random) {
        return switch (kind) {
            case ALIKE, SEEN_DIFFERENTLY -> 1.2 * random.nextGaussian();
            case MOSTLY_SAFE -> random.nextInt(10) == 0 ? 4 + random.nextGaussian() : 0.5 * random.nextGaussian();
        };
    }

    /// The level at which a group's P(Yes) is the design's, found by halving.
    private double level(double spread) {
        double low = -12;
        double high = 12;
        for (int halving = 0; halving < 50; halving++) {
            double middle = (low + high) / 2;
            if (expected(middle, spread) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private double expected(double level, double spread) {
        return switch (kind) {
            case ALIKE -> over(level, Math.hypot(spread, 1.2));
            case SEEN_DIFFERENTLY -> over(level, Math.sqrt(spread * spread + 1.44 + 0.09));
            case MOSTLY_SAFE ->
                0.9 * over(level, Math.hypot(spread, 0.5)) + 0.1 * over(level + 4, Math.hypot(spread, 1));
        };
    }

    private static double over(double level, double spread) {
        double sum = 0;
        double weights = 0;
        for (double z = -6; z <= 6; z += 0.05) {
            double weight = Math.exp(-z * z / 2);
            sum += weight * logistic(level + spread * z);
            weights += weight;
        }
        return sum / weights;
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
