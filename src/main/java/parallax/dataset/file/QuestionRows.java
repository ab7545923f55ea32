package parallax.dataset.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.analytics.RatingMatrix;
import parallax.analytics.RatingMatrixBuilder;
import parallax.analytics.RepeatedAnswers;
import parallax.analytics.analysis.Dataset;
import parallax.dataset.table.FileRefused;

/// The rows of one question as they are read: a matrix in the making where raters are known, else
/// counts.
final class QuestionRows {
    private final RatingsMapping columns;
    private final RatingMatrixBuilder matrix;
    private final GroupedCells everyone;
    private final List<GroupedCells> grouped = new ArrayList<>();
    private final Map<Integer, String> gold = new HashMap<>();
    private final List<String> items = new ArrayList<>();
    private int[] lines = new int[1024];
    private int[] cells = new int[3 * 1024];
    private int answers;
    private List<int[]> repeated = List.of();
    private boolean several;

    QuestionRows(RatingsMapping columns) {
        this.columns = columns;
        matrix = RatingMatrix.builder(columns.options());
        everyone = new GroupedCells(List.of(), columns.options());
        columns.raters().axes().forEach(axis -> grouped.add(new GroupedCells(axis, columns.options())));
    }

    int item(String name) {
        int number = matrix.item(name);
        if (number == items.size()) {
            items.add(name);
        }
        return number;
    }

    /// One rater's answer.
    void answer(int item, String rater, int option, long line) {
        if (answers == lines.length) {
            lines = Arrays.copyOf(lines, lines.length * 2);
            cells = Arrays.copyOf(cells, cells.length * 2);
        }
        lines[answers] = (int) Math.min(line, Integer.MAX_VALUE);
        cells[3 * answers] = item;
        cells[3 * answers + 1] = matrix.rater(rater);
        cells[3 * answers + 2] = option;
        answers++;
    }

    /// Answers of unknown raters.
    ///
    /// @param groups the row's group on each axis, null where it has none
    void count(int item, List<@Nullable String> groups, int option, int count) {
        everyone.add("", item, option, count);
        for (int axis = 0; axis < grouped.size(); axis++) {
            String group = groups.get(axis);
            if (group != null) {
                grouped.get(axis).add(group, item, option, count);
            }
        }
    }

    /// Notes an item's gold label, and says whether it is the one that an earlier row gave, if any did.
    boolean gold(int item, String label) {
        String before = label.isEmpty() ? null : gold.putIfAbsent(item, label);
        return before == null || before.equals(label);
    }

    Dataset counted(@Nullable String question) {
        List<Dataset.Grouped> axes = new ArrayList<>();
        for (int axis = 0; axis < grouped.size(); axis++) {
            if (!grouped.get(axis).isEmpty()) {
                String name = String.join("*", columns.raters().axes().get(axis));
                axes.add(new Dataset.Grouped(name, grouped.get(axis).counts(items), null));
            }
        }
        return new Dataset(question, items, everyone.everyone(items.size()), null, axes, null, goldOptions());
    }

    /// Two answers by one rater to this question of one item.
    record Twice(int option, long line, int laterOption, long laterLine) {
        boolean isSame() {
            return option == laterOption;
        }
    }

    /// What is to be done about them.
    @FunctionalInterface
    interface OnTwice {
        /// @return whether the later one takes the earlier one's place
        boolean laterHolds(Twice twice) throws FileRefused;
    }

    /// Gives every rater one answer to an item, or all of theirs, in the order of the file.
    ///
    /// @param repeats unless they are refused, a further answer is one of another time, also where it is the same
    void settle(OnTwice onTwice, Repeats repeats) throws FileRefused {
        Map<Long, Integer> placeOf = HashMap.newHashMap(answers);
        Map<Long, int[]> second = new LinkedHashMap<>();
        int[] held = new int[answers];
        int kept = 0;
        for (int answer = 0; answer < answers; answer++) {
            long who = ((long) cells[3 * answer] << 32) | cells[3 * answer + 1];
            Integer place = placeOf.putIfAbsent(who, kept);
            if (place == null) {
                held[kept++] = answer;
                continue;
            }
            int before = held[place];
            if (repeats != Repeats.REFUSE) {
                second.putIfAbsent(who, new int[] {
                    cells[3 * before], cells[3 * before + 1], cells[3 * before + 2], cells[3 * answer + 2]
                });
            }
            Twice twice = new Twice(cells[3 * before + 2], lines[before], cells[3 * answer + 2], lines[answer]);
            boolean later = onTwice.laterHolds(twice);
            if (repeats == Repeats.ALL) {
                held[kept++] = answer;
            } else if (later) {
                held[place] = answer;
            }
        }
        for (int place = 0; place < kept; place++) {
            int answer = held[place];
            matrix.add(cells[3 * answer], cells[3 * answer + 1], cells[3 * answer + 2]);
        }
        several = repeats == Repeats.ALL;
        lines = new int[0];
        cells = new int[0];
        repeated = List.copyOf(second.values());
    }

    /// @param attributes what is known of the raters: their groups and their blocks
    Dataset rated(@Nullable String question, RaterAttributes attributes) {
        RatingMatrix built = several && !repeated.isEmpty() ? matrix.buildWithRepeats() : matrix.build();
        List<Axis> divided = new ArrayList<>();
        columns.raters().axes().forEach(axis -> divided.add(attributes.axis(axis, built.raters())));
        Dataset data = Dataset.of(built, divided);
        Axis blocks = columns.raters().blocks().isEmpty()
                ? null
                : attributes.axis(columns.raters().blocks(), built.raters());
        return new Dataset(
                question,
                data.items(),
                data.counts(),
                built,
                data.axes(),
                blocks,
                goldOptions(),
                repeated.isEmpty() ? null : RepeatedAnswers.of(columns.options(), repeated));
    }

    private List<@Nullable Integer> goldOptions() {
        List<@Nullable Integer> options = new ArrayList<>();
        for (int item = 0; item < items.size() && !gold.isEmpty(); item++) {
            String label = gold.get(item);
            options.add(label == null ? null : Integer.valueOf(columns.options().indexOf(label)));
        }
        return options;
    }
}
