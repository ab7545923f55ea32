package parallax.analytics.crossed;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import parallax.analytics.Axis;
import parallax.analytics.RatingMatrix;

/// Whether each answer chose what is asked about, by item and rater, as the model reads them: raters of one group stand
/// side by side, items without answers and raters without a group are left out.
final class CrossedAnswers {
    private final int[] itemOrder;
    private final int[] groupOf;
    private final int[] groupStart;
    private final int[] itemStart;
    private final int[] rater;
    private final BitSet chosen;
    private final int[] itemOf;
    private final int[] groupTo;

    private CrossedAnswers(
            int[] itemOrder, int[] groupOf, int[] groupStart, int[] itemStart, int[] rater, BitSet chosen) {
        this.itemOrder = itemOrder;
        this.groupOf = groupOf;
        this.groupStart = groupStart;
        this.itemStart = itemStart;
        this.rater = rater;
        this.chosen = chosen;
        itemOf = new int[rater.length];
        groupTo = new int[rater.length];
        index();
    }

    /// @param options the options whose share is asked about
    static CrossedAnswers of(RatingMatrix matrix, Axis axis, BitSet options) {
        BitSet answering = new BitSet();
        for (int answer = 0; answer < matrix.answers(); answer++) {
            answering.set(matrix.raterOf(answer));
        }
        int[] raterOrder = IntStream.range(0, matrix.raters().size())
                .filter(rater -> axis.groupOf(rater) >= 0 && answering.get(rater))
                .boxed()
                .sorted((one, other) -> Integer.compare(axis.groupOf(one), axis.groupOf(other)))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] place = new int[matrix.raters().size()];
        Arrays.fill(place, -1);
        int[] groupOf = new int[raterOrder.length];
        int[] groupStart = new int[axis.groups().size() + 1];
        for (int rater = 0; rater < raterOrder.length; rater++) {
            place[raterOrder[rater]] = rater;
            groupOf[rater] = axis.groupOf(raterOrder[rater]);
            groupStart[groupOf[rater] + 1]++;
        }
        Arrays.parallelPrefix(groupStart, Integer::sum);
        return new Reading(matrix, options, place).answers(groupOf, groupStart);
    }

    /// The matrix's number of each item, ascending.
    int[] itemOrder() {
        return itemOrder;
    }

    /// Each rater's group, ascending.
    int[] groupOf() {
        return groupOf;
    }

    /// The first rater of each group, and the number of raters.
    int[] groupStart() {
        return groupStart;
    }

    /// The first answer of each item, and the number of answers.
    int[] itemStart() {
        return itemStart;
    }

    /// Who gave each answer, ascending within an item.
    int[] rater() {
        return rater;
    }

    /// Whether an answer is one of those asked about.
    BitSet chosen() {
        return chosen;
    }

    private void index() {
        for (int item = 0; item < items(); item++) {
            int end = itemStart[item + 1];
            for (int answer = end - 1; answer >= itemStart[item]; answer--) {
                boolean alike = answer + 1 < end && groupOf[rater[answer]] == groupOf[rater[answer + 1]];
                itemOf[answer] = item;
                groupTo[answer] = alike ? groupTo[answer + 1] : answer + 1;
            }
        }
    }

    /// The item of each answer.
    int[] itemOf() {
        return itemOf;
    }

    /// The first answer after those to the same item by raters of the same group.
    int[] groupTo() {
        return groupTo;
    }

    int raters() {
        return groupOf.length;
    }

    int items() {
        return itemOrder.length;
    }

    int groups() {
        return groupStart.length - 1;
    }

    int ratersOf(int group) {
        return groupStart[group + 1] - groupStart[group];
    }

    /// The answers of every so manieth rater and item.
    CrossedAnswers sample(int everyRater, int everyItem) {
        int[] place = new int[raters()];
        int[] kept =
                IntStream.range(0, raters()).filter(r -> r % everyRater == 0).toArray();
        Arrays.fill(place, -1);
        int[] start = new int[groupStart.length];
        for (int r = 0; r < kept.length; r++) {
            place[kept[r]] = r;
            start[groupOf[kept[r]] + 1]++;
        }
        Arrays.parallelPrefix(start, Integer::sum);
        int[] items =
                IntStream.range(0, items()).filter(i -> i % everyItem == 0).toArray();
        int[] itemsStart = new int[items.length + 1];
        int[] who = new int[rater.length];
        BitSet of = new BitSet();
        int answers = 0;
        for (int i = 0; i < items.length; i++) {
            for (int answer = itemStart[items[i]]; answer < itemStart[items[i] + 1]; answer++) {
                if (place[rater[answer]] >= 0) {
                    who[answers] = place[rater[answer]];
                    of.set(answers, chosen.get(answer));
                    answers++;
                }
            }
            itemsStart[i + 1] = answers;
        }
        return new CrossedAnswers(
                items,
                Arrays.stream(kept).map(r -> groupOf[r]).toArray(),
                start,
                itemsStart,
                Arrays.copyOf(who, answers),
                of);
    }

    /// One pass over a matrix.
    private static final class Reading {
        private final RatingMatrix matrix;
        private final BitSet options;
        private final int[] place;
        private final int[] rater;
        private final BitSet chosen = new BitSet();
        private int answers;

        Reading(RatingMatrix matrix, BitSet options, int[] place) {
            this.matrix = matrix;
            this.options = options;
            this.place = place;
            rater = new int[matrix.answers()];
        }

        CrossedAnswers answers(int[] groupOf, int[] groupStart) {
            int[] itemOrder = new int[matrix.items().size()];
            int[] itemStart = new int[matrix.items().size() + 1];
            int items = 0;
            for (int item = 0; item < matrix.items().size(); item++) {
                int before = answers;
                read(item);
                if (answers > before) {
                    itemOrder[items++] = item;
                    itemStart[items] = answers;
                }
            }
            return new CrossedAnswers(
                    Arrays.copyOf(itemOrder, items),
                    groupOf,
                    groupStart,
                    Arrays.copyOf(itemStart, items + 1),
                    Arrays.copyOf(rater, answers),
                    chosen);
        }

        private void read(int item) {
            int end = matrix.start(item + 1);
            long[] sorted = new long[end - matrix.start(item)];
            int kept = 0;
            for (int answer = matrix.start(item); answer < end; answer++) {
                int who = place[matrix.raterOf(answer)];
                if (who >= 0) {
                    sorted[kept++] = ((long) who << 1) | (options.get(matrix.optionOf(answer)) ? 1 : 0);
                }
            }
            Arrays.sort(sorted, 0, kept);
            for (int k = 0; k < kept; k++) {
                rater[answers] = (int) (sorted[k] >> 1);
                chosen.set(answers, (sorted[k] & 1) == 1);
                answers++;
            }
        }
    }
}
