package parallax.analytics;

import org.jspecify.annotations.Nullable;

/// How often each option was chosen in each row, for one set of raters. A row is an item in nearly every
/// use; the cluster interval also takes a table whose rows are raters.
///
/// Immutable. Counts are non-negative and a row holds at most 2³¹ − 1 answers; totals are `long`.
public final class CountTable {
    private final AnswerOptions options;
    private final int[] cells;
    private final int[] rowTotals;
    private final @Nullable Integer raters;

    private CountTable(AnswerOptions options, int[] cells, @Nullable Integer raters) {
        this.options = options;
        this.cells = cells;
        this.raters = raters;
        this.rowTotals = rowTotals(cells, options.size());
    }

    /// A table from counts in row order: row 0's options, then row 1's, and so on.
    ///
    /// @param raters how many raters gave these answers, or null when that is unknown
    public static CountTable of(AnswerOptions options, int[] cells, @Nullable Integer raters) {
        if (cells.length % options.size() != 0) {
            throw new IllegalArgumentException(
                    cells.length + " counts do not fill rows of " + options.size() + " options");
        }
        return new CountTable(options, cells.clone(), raters);
    }

    /// Takes the array without a copy; the caller must not touch it again.
    static CountTable owning(AnswerOptions options, int[] cells, @Nullable Integer raters) {
        return new CountTable(options, cells, raters);
    }

    public AnswerOptions options() {
        return options;
    }

    public int rows() {
        return rowTotals.length;
    }

    public int count(int row, int option) {
        return cells[row * options.size() + option];
    }

    public int rowTotal(int row) {
        return rowTotals[row];
    }

    /// How many raters gave these answers, or null when that is unknown.
    public @Nullable Integer raters() {
        return raters;
    }

    /// All answers.
    public long total() {
        long sum = 0;
        for (int n : rowTotals) {
            sum += n;
        }
        return sum;
    }

    /// All answers that chose an option.
    public long optionTotal(int option) {
        long sum = 0;
        for (int cell = option; cell < cells.length; cell += options.size()) {
            sum += cells[cell];
        }
        return sum;
    }

    /// Rows with at least this many answers.
    public int rowsWithAtLeast(int answers) {
        int rows = 0;
        for (int n : rowTotals) {
            if (n >= answers) {
                rows++;
            }
        }
        return rows;
    }

    /// The sum of two tables over the same rows. The raters add up when both are known, so the two sets
    /// of raters must not overlap.
    public CountTable plus(CountTable other) {
        requireSameShape(other);
        int[] sum = new int[cells.length];
        for (int cell = 0; cell < sum.length; cell++) {
            sum[cell] = Math.addExact(cells[cell], other.cells[cell]);
        }
        Integer both = raters == null || other.raters == null ? null : Integer.valueOf(raters + other.raters);
        return new CountTable(options, sum, both);
    }

    /// The same answers read under a policy for Unsure.
    public CountTable under(UnsurePolicy policy) {
        if (policy == UnsurePolicy.CATEGORY) {
            return this;
        }
        AnswerOptions reduced = policy.reduce(options);
        int[] target = policy.mapping(options);
        int[] moved = new int[rows() * reduced.size()];
        for (int row = 0; row < rows(); row++) {
            for (int k = 0; k < target.length; k++) {
                if (target[k] >= 0) {
                    moved[row * reduced.size() + target[k]] += count(row, k);
                }
            }
        }
        return new CountTable(reduced, moved, raters);
    }

    /// @throws IllegalArgumentException when the tables differ in rows or options
    public void requireSameShape(CountTable other) {
        if (!options.names().equals(other.options.names()) || cells.length != other.cells.length) {
            throw new IllegalArgumentException("Tables of " + rows() + " rows of " + options.names() + " and "
                    + other.rows() + " rows of " + other.options.names() + " do not match");
        }
    }

    private static int[] rowTotals(int[] cells, int options) {
        int[] totals = new int[cells.length / options];
        for (int cell = 0; cell < cells.length; cell++) {
            if (cells[cell] < 0) {
                throw new IllegalArgumentException("Row " + cell / options + " has the negative count " + cells[cell]);
            }
            totals[cell / options] = Math.addExact(totals[cell / options], cells[cell]);
        }
        return totals;
    }
}
