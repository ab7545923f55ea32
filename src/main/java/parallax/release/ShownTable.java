package parallax.release;

import java.util.Arrays;

/// How often one option of one question was chosen, by item and group, as far as one release tells.
///
/// @param total of everybody over all items
/// @param rows of everybody by item; [#HIDDEN] where it is not shown
/// @param columns by group over all items; [#HIDDEN] where it is not shown
/// @param cells by item, then group; [#HIDDEN] where it is not shown
@SuppressWarnings("ArrayRecordComponent") // read by position, thousands of times
record ShownTable(long total, long[] rows, long[] columns, long[][] cells) {
    static final long HIDDEN = -1;

    boolean hidesRow(int item) {
        return rows[item] == HIDDEN;
    }

    boolean hidesColumn(int group) {
        return columns[group] == HIDDEN;
    }

    boolean hides(int item, int group) {
        return cells[item][group] == HIDDEN;
    }

    boolean hidesSomething() {
        return Arrays.stream(columns).anyMatch(n -> n == HIDDEN)
                || Arrays.stream(rows).anyMatch(n -> n == HIDDEN)
                || Arrays.stream(cells).flatMapToLong(Arrays::stream).anyMatch(n -> n == HIDDEN);
    }
}
