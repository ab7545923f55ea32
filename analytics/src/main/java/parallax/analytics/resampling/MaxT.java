package parallax.analytics.resampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import parallax.analytics.Axis;
import parallax.analytics.Estimand;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;

/// p-values of contrasts of shares, adjusted over a whole family so that the chance of any false one
/// among those at α or less is at most α: Westfall and Young's step-down by the largest statistic.
///
/// Contrasts of one family share raters and items and so hang together, over axes too, which the
/// replicates keep: each rater and each item draws a number of mean 0 and variance 1, and a contrast's
/// statistic in a replicate is Σ of its influences times those numbers, over the root of Σ of its
/// squared influences. The influence of a cluster is Σ (y − p)/N over its answers, of the others with a
/// minus, times √(n/(n − 1)) for n clusters of its kind. What the [Estimand] fixes draws nothing. An
/// observed contrast stands among them with the standard normal number of its own p-value, so that
/// contrasts with few and with many raters count alike. From the clearest on, adjusted p = (replicates
/// in which any contrast that is not clearer is as far out + 1)/(replicates + 1), and never less than
/// that of a clearer one.
///
/// The numbers are (ones among the 64 bits of a [ReplicateHash] − 32)/4: any engine draws the same.
///
/// @see "Westfall, Young 1993, Resampling-based multiple testing, algorithm 2.8"
/// @see <a href="https://doi.org/10.1214/13-AOS1161">Chernozhukov, Chetverikov, Kato 2013, on maxima by
///     multipliers</a>
public final class MaxT {
    /// In place of a group: everyone else on the axis.
    public static final int REST = -1;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double SAME = 1e-12;

    private final RatingMatrix matrix;
    private final BitSet chosen;
    private final Estimand estimand;
    private final Map<Key, Integer> placeOfSide = new HashMap<>();
    private final List<Side> sides = new ArrayList<>();

    private MaxT(RatingMatrix matrix, BitSet chosen, Estimand estimand) {
        this.matrix = matrix;
        this.chosen = chosen;
        this.estimand = estimand;
    }

    /// One contrast of a family, with both sides answering.
    ///
    /// @param other the other group, or [#REST]
    /// @param p     its p-value by itself
    public record Contrast(Axis axis, int group, int other, double p) {
        public Contrast {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("A p-value lies in [0, 1], not " + p);
            }
        }
    }

    /// The adjusted p-values of a family, in its order.
    ///
    /// @param chosen     the options whose shares are compared
    /// @param replicates at least 1
    public static double[] adjust(
            RatingMatrix matrix,
            BitSet chosen,
            Estimand estimand,
            List<Contrast> family,
            int replicates,
            long seed,
            Threads threads) {
        if (replicates < 1) {
            throw new IllegalArgumentException("A family is adjusted by replicates, not " + replicates);
        }
        return new MaxT(matrix, chosen, estimand).adjust(family, replicates, seed, threads);
    }

    private double[] adjust(List<Contrast> family, int replicates, long seed, Threads threads) {
        Member[] clearestFirst = IntStream.range(0, family.size())
                .mapToObj(place -> member(place, family.get(place)))
                .sorted(Comparator.comparingDouble((Member member) -> -member.observed))
                .toArray(Member[]::new);
        long[] items = keys("item", matrix.items());
        long[] raters = keys("rater", matrix.raters());
        AtomicIntegerArray asFar = new AtomicIntegerArray(clearestFirst.length);
        threads.run(replicates, () -> replicate(clearestFirst, items, raters, seed, asFar));
        double[] adjusted = new double[family.size()];
        double largest = 0;
        for (int rank = 0; rank < clearestFirst.length; rank++) {
            largest = Math.max(largest, (asFar.get(rank) + 1.0) / (replicates + 1.0));
            Member member = clearestFirst[rank];
            adjusted[member.place] = Math.max(largest, family.get(member.place).p()); // which few replicates could miss
        }
        return adjusted;
    }

    private IntConsumer replicate(
            Member[] clearestFirst, long[] items, long[] raters, long seed, AtomicIntegerArray asFar) {
        double[] ofItems = new double[items.length];
        double[] ofRaters = new double[raters.length];
        double[] ofSides = new double[sides.size()];
        return number -> {
            long key = ReplicateHash.replicate(seed, number);
            draw(items, key, ofItems);
            draw(raters, key, ofRaters);
            for (int side = 0; side < ofSides.length; side++) {
                ofSides[side] = dot(sides.get(side).items, ofItems) + dot(sides.get(side).raters, ofRaters);
            }
            double largest = 0;
            for (int rank = clearestFirst.length - 1; rank >= 0; rank--) {
                Member member = clearestFirst[rank];
                double far = Math.abs(ofSides[member.group] - ofSides[member.others]) / member.deviation;
                largest = Math.max(largest, member.deviation > 0 ? far : 0);
                if (largest >= member.observed - SAME) {
                    asFar.incrementAndGet(rank);
                }
            }
        };
    }

    private static void draw(long[] keys, long replicate, double[] numbers) {
        for (int entity = 0; entity < keys.length; entity++) {
            numbers[entity] = (Long.bitCount(ReplicateHash.draw(keys[entity], replicate)) - 32) / 4.0;
        }
    }

    /// Items and raters may have the same names.
    private static long[] keys(String kind, List<String> names) {
        long[] keys = ReplicateHash.keys(names);
        long outer = ReplicateHash.key(kind);
        Arrays.setAll(keys, entity -> ReplicateHash.within(outer, keys[entity]));
        return keys;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /// A contrast where it stands in the family.
    ///
    /// @param observed  the standard normal number with its p-value
    /// @param deviation of its sum over a replicate
    private record Member(int place, int group, int others, double observed, double deviation) {}

    private Member member(int place, Contrast contrast) {
        int group = side(new Key(contrast.axis, contrast.group, Who.OWN));
        int others = contrast.other == REST
                ? side(new Key(contrast.axis, contrast.group, Who.OTHERS))
                : side(new Key(contrast.axis, contrast.other, Who.OWN));
        double variance = apart(sides.get(group).items, sides.get(others).items)
                + apart(sides.get(group).raters, sides.get(others).raters);
        return new Member(place, group, others, NORMAL.inverseSurvivalProbability(contrast.p / 2), Math.sqrt(variance));
    }

    private static double apart(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return sum;
    }

    /// Whose answers a side holds: a group's or everyone else's.
    private record Key(Axis axis, int group, Who who) {
        boolean holds(int rater) {
            int of = axis.groupOf(rater);
            return switch (who) {
                case OWN -> of == group;
                case OTHERS -> of >= 0 && of != group;
            };
        }
    }

    private enum Who {
        OWN,
        OTHERS
    }

    /// The influences of items and raters on a side's share.
    @SuppressWarnings("ArrayRecordComponent") // read here alone, never compared
    private record Side(double[] items, double[] raters) {}

    private int side(Key key) {
        return placeOfSide.computeIfAbsent(key, wanted -> {
            sides.add(influences(wanted));
            return sides.size() - 1;
        });
    }

    private Side influences(Key key) {
        long answers = 0;
        long hits = 0;
        for (int answer = 0; answer < matrix.answers(); answer++) {
            if (key.holds(matrix.raterOf(answer))) {
                answers++;
                hits += chosen.get(matrix.optionOf(answer)) ? 1 : 0;
            }
        }
        double share = (double) hits / answers;
        double[] items = new double[matrix.items().size()];
        double[] raters = new double[matrix.raters().size()];
        BitSet answered = new BitSet();
        BitSet answering = new BitSet();
        for (int item = 0; item < items.length; item++) {
            for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                int who = matrix.raterOf(answer);
                if (key.holds(who)) {
                    double influence = ((chosen.get(matrix.optionOf(answer)) ? 1 : 0) - share) / answers;
                    items[item] += influence;
                    raters[who] += influence;
                    answered.set(item);
                    answering.set(who);
                }
            }
        }
        scale(items, estimand.samplesItems() ? answered.cardinality() : 0);
        scale(raters, estimand.samplesRaters() ? answering.cardinality() : 0);
        return new Side(items, raters);
    }

    /// By √(n/(n − 1)) where n clusters vary, to nothing where fewer than two do.
    private static void scale(double[] influences, int clusters) {
        double factor = clusters < 2 ? 0 : Math.sqrt(clusters / (clusters - 1.0));
        for (int i = 0; i < influences.length; i++) {
            influences[i] *= factor;
        }
    }
}
