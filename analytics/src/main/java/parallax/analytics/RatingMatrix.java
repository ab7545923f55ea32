package parallax.analytics;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Items × raters for one question: who answered what. Missing answers are simply absent, and a rater
/// answers an item at most once, unless it was built with repeats.
///
/// Storage is proportional to the answers: five bytes each, by item and within an item by rater. A
/// study with several questions has one matrix for each.
public final class RatingMatrix {
    private final AnswerOptions options;
    private final List<String> items;
    private final List<String> raters;
    private final int[] itemStart;
    private final int[] rater;
    private final byte[] option;
    private final boolean repeats;

    RatingMatrix(
            AnswerOptions options,
            List<String> items,
            List<String> raters,
            int[] itemStart,
            int[] rater,
            byte[] option,
            boolean repeats) {
        this.options = options;
        this.items = List.copyOf(items);
        this.raters = List.copyOf(raters);
        this.itemStart = itemStart;
        this.rater = rater;
        this.option = option;
        this.repeats = repeats;
    }

    public static RatingMatrixBuilder builder(AnswerOptions options) {
        return new RatingMatrixBuilder(options);
    }

    public AnswerOptions options() {
        return options;
    }

    /// The items' names, in row order.
    public List<String> items() {
        return items;
    }

    /// The raters' names, in column order.
    public List<String> raters() {
        return raters;
    }

    /// Whether a rater may have answered an item several times. Shares read all of it; what compares the
    /// answers to an item would take a rater's own for those of two.
    public boolean mayHoldRepeats() {
        return repeats;
    }

    /// All answers. Answers are numbered from 0, item by item.
    public int answers() {
        return rater.length;
    }

    /// The number of an item's first answer; its last is just before the next item's first.
    public int start(int item) {
        return itemStart[item];
    }

    /// Who gave an answer.
    public int raterOf(int answer) {
        return rater[answer];
    }

    /// Which option an answer chose.
    public int optionOf(int answer) {
        return option[answer];
    }

    /// The option that a rater first chose for an item, or −1 where they answered nothing.
    public int optionOf(int item, int who) {
        for (int answer = start(item); answer < start(item + 1); answer++) {
            if (raterOf(answer) == who) {
                return optionOf(answer);
            }
        }
        return -1;
    }

    /// Item × option counts of all raters.
    public CountTable countsByItem() {
        int[] cells = new int[Math.multiplyExact(items.size(), options.size())];
        for (int item = 0; item < items.size(); item++) {
            for (int answer = itemStart[item]; answer < itemStart[item + 1]; answer++) {
                cells[item * options.size() + option[answer]]++;
            }
        }
        return CountTable.owning(options, cells, activeRaters(null, 0));
    }

    /// Rater × option counts over all items.
    public CountTable countsByRater() {
        int[] cells = new int[Math.multiplyExact(raters.size(), options.size())];
        for (int answer = 0; answer < rater.length; answer++) {
            cells[rater[answer] * options.size() + option[answer]]++;
        }
        return CountTable.owning(options, cells, activeRaters(null, 0));
    }

    /// Rater × option counts of one group's raters; every other rater's row is empty.
    public CountTable countsByRater(Axis axis, int group) {
        return countsByRater(axis, of -> of == group);
    }

    /// Rater × option counts of the raters of any other group; the rows of the group's own raters are
    /// empty.
    public CountTable restByRater(Axis axis, int group) {
        return countsByRater(axis, of -> of >= 0 && of != group);
    }

    private CountTable countsByRater(Axis axis, IntPredicate groups) {
        requireAxis(axis);
        int[] cells = new int[Math.multiplyExact(raters.size(), options.size())];
        BitSet active = new BitSet();
        for (int answer = 0; answer < rater.length; answer++) {
            if (groups.test(axis.groupOf(rater[answer]))) {
                cells[rater[answer] * options.size() + option[answer]]++;
                active.set(rater[answer]);
            }
        }
        return CountTable.owning(options, cells, active.cardinality());
    }

    /// Item × group × option counts.
    public ResponseCounts counts(Axis axis) {
        requireAxis(axis);
        int[][] cells = new int[axis.groups().size()][Math.multiplyExact(items.size(), options.size())];
        for (int item = 0; item < items.size(); item++) {
            for (int answer = itemStart[item]; answer < itemStart[item + 1]; answer++) {
                int group = axis.groupOf(rater[answer]);
                if (group >= 0) {
                    cells[group][item * options.size() + option[answer]]++;
                }
            }
        }
        CountTable[] tables = new CountTable[cells.length];
        for (int group = 0; group < cells.length; group++) {
            tables[group] = CountTable.owning(options, cells[group], activeRaters(axis, group));
        }
        return new ResponseCounts(options, items, axis.groups(), List.of(tables));
    }

    /// The same answers read under a policy for Unsure; items and raters keep their places.
    public RatingMatrix under(UnsurePolicy policy) {
        if (policy == UnsurePolicy.CATEGORY) {
            return this;
        }
        RatingMatrixBuilder builder = new RatingMatrixBuilder(policy.reduce(options));
        items.forEach(builder::item);
        raters.forEach(builder::rater);
        int[] target = policy.mapping(options);
        for (int item = 0; item < items.size(); item++) {
            for (int answer = itemStart[item]; answer < itemStart[item + 1]; answer++) {
                if (target[option[answer]] >= 0) {
                    builder.add(item, rater[answer], target[option[answer]]);
                }
            }
        }
        return repeats ? builder.buildWithRepeats() : builder.build();
    }

    private int activeRaters(@Nullable Axis axis, int group) {
        boolean[] active = new boolean[raters.size()];
        int count = 0;
        for (int who : rater) {
            if (!active[who] && (axis == null || axis.groupOf(who) == group)) {
                active[who] = true;
                count++;
            }
        }
        return count;
    }

    private void requireAxis(Axis axis) {
        if (axis.raters() != raters.size()) {
            throw new IllegalArgumentException("The axis " + axis.name() + " divides " + axis.raters()
                    + " raters, but the matrix has " + raters.size());
        }
    }
}
