package parallax.release;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parallax.analytics.CountTable;
import parallax.analytics.analysis.Dataset;

/// The answers to one question before anybody decided what of them is shown.
///
/// @param items codes
/// @param everyone counts by item, then option
/// @param raters who answered; null where the data do not say who did
@SuppressWarnings("ArrayRecordComponent") // read by position, thousands of times
record QuestionCounts(
        String question,
        List<String> options,
        List<String> items,
        long[][] everyone,
        @Nullable Integer raters,
        List<AxisCounts> axes) {

    /// @param raters by group
    /// @param cells counts by group, then item, then option
    record AxisCounts(String axis, List<String> groups, int[] raters, long[][][] cells) {
        /// The groups that anybody is in.
        List<Integer> present() {
            return IntStream.range(0, raters.length)
                    .filter(group -> raters[group] > 0)
                    .boxed()
                    .toList();
        }

        long total(int group, int option) {
            long sum = 0;
            for (long[] item : cells[group]) {
                sum += item[option];
            }
            return sum;
        }

        List<Long> totals(int group, int options) {
            return IntStream.range(0, options)
                    .mapToObj(option -> total(group, option))
                    .toList();
        }
    }

    long total(int option) {
        long sum = 0;
        for (long[] item : everyone) {
            sum += item[option];
        }
        return sum;
    }

    List<Long> totals() {
        return IntStream.range(0, options.size()).mapToObj(this::total).toList();
    }

    static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    static QuestionCounts of(Dataset data) {
        var axes = new ArrayList<AxisCounts>();
        for (Dataset.Grouped axis : data.axes()) {
            int groups = axis.counts().groups().size();
            long[][][] cells = new long[groups][][];
            int[] raters = new int[groups];
            var names = new ArrayList<String>();
            for (int group = 0; group < groups; group++) {
                CountTable table = axis.counts().of(group);
                cells[group] = counts(table);
                Integer own = table.raters();
                raters[group] = own == null ? 0 : own;
                names.add(axis.counts().groups().get(group).name());
            }
            axes.add(new AxisCounts(axis.name(), names, raters, cells));
        }
        return new QuestionCounts(
                String.valueOf(data.question()),
                data.counts().options().names(),
                data.items(),
                counts(data.counts()),
                data.matrix() == null ? null : data.counts().raters(),
                axes);
    }

    private static long[][] counts(CountTable table) {
        long[][] counts = new long[table.rows()][table.options().size()];
        for (int row = 0; row < counts.length; row++) {
            for (int option = 0; option < counts[row].length; option++) {
                counts[row][option] = table.count(row, option);
            }
        }
        return counts;
    }
}
