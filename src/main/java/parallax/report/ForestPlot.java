package parallax.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.disclosure.Overview;

/// Each group's difference from everyone else with its interval, on one axis that holds zero: a mark that is
/// filled where the adjusted p-value is small, and a line. Geometry in units of a 1000-wide picture.
///
/// @param rows one a group, from the top
/// @param ticks of the axis
/// @param zero where no difference is
/// @param height of the picture
/// @see <a href="https://doi.org/10.1136/bmj.322.7300.1479">Lewis, Clarke 2001, Forest plots: trying to see
///     the wood and the trees</a>
public record ForestPlot(List<Row> rows, List<Tick> ticks, String zero, int height) {
    private static final int LEFT = 230;
    private static final int RIGHT = 760;
    private static final int TOP = 18;
    private static final int ROW = 34;
    private static final int AXIS = 34;
    private static final int LABEL_LETTERS = 26;
    private static final int MOST_TICKS = 8;
    private static final double[] STEPS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5};

    public ForestPlot {
        rows = List.copyOf(rows);
        ticks = List.copyOf(ticks);
    }

    /// @param label the group's name, shortened to fit
    /// @param title the whole of what the row says
    /// @param at where the difference is; empty where there is none to draw
    /// @param low the interval's lower end; empty where there is no interval
    /// @param clear whether the adjusted p-value is small
    /// @param text the difference and its interval in percentage points, or why there is none
    public record Row(
            String label, String title, int y, String at, String low, String high, boolean clear, String text) {
        public int textY() {
            return y + 5;
        }
    }

    public record Tick(String x, String label) {}

    /// Where the axis is.
    public int axisY() {
        return height - AXIS + 6;
    }

    public int tickY() {
        return height - 8;
    }

    static ForestPlot of(Overview.Question question) {
        double low = -0.01;
        double high = 0.01;
        for (Overview.Cell cell : question.groups()) {
            Double value = value(cell);
            if (value != null) {
                Interval interval = interval(cell);
                low = Math.min(low, interval == null ? value : interval.low());
                high = Math.max(high, interval == null ? value : interval.high());
            }
        }
        double step = step(high - low);
        double from = Math.floor(low / step) * step;
        double to = Math.ceil(high / step) * step;
        var scale = new Scale(from, (RIGHT - LEFT) / (to - from));
        List<Row> rows = new ArrayList<>();
        int y = TOP;
        for (Overview.Cell cell : question.groups()) {
            rows.add(row(cell, scale, y));
            y += ROW;
        }
        List<Tick> ticks = new ArrayList<>();
        for (int tick = 0; from + tick * step <= to + step / 2; tick++) {
            double value = from + tick * step;
            ticks.add(new Tick(
                    scale.at(value),
                    String.format(Locale.ROOT, "%+.0f", 100 * value)
                            .replace("+0", "0")
                            .replace("-0", "0")
                            .replace('-', '−')));
        }
        return new ForestPlot(rows, ticks, scale.at(0), y + AXIS);
    }

    private record Scale(double from, double unit) {
        String at(double value) {
            return String.format(Locale.ROOT, "%.1f", LEFT + (value - from) * unit);
        }
    }

    /// The smallest step in round percentage points that leaves few ticks.
    private static double step(double span) {
        for (double step : STEPS) {
            if (span / step <= MOST_TICKS - 2) {
                return step;
            }
        }
        return STEPS[STEPS.length - 1];
    }

    private static Row row(Overview.Cell cell, Scale scale, int y) {
        String label = cell.group().length() > LABEL_LETTERS
                ? cell.group().substring(0, LABEL_LETTERS - 1) + "…"
                : cell.group();
        Double value = value(cell);
        Interval interval = interval(cell);
        Double adjusted = cell.pAdjusted();
        boolean clear = adjusted != null && adjusted <= OverviewTable.LEVEL;
        String text = value == null
                ? why(cell)
                : OverviewTable.points(value) + " (" + OverviewTable.interval(cell.difference()) + ")";
        return new Row(
                label,
                cell.group() + ": " + text + (adjusted == null ? "" : "; adjusted p " + OverviewTable.p(adjusted)),
                y,
                value == null ? "" : scale.at(value),
                interval == null ? "" : scale.at(interval.low()),
                interval == null ? "" : scale.at(interval.high()),
                clear,
                text);
    }

    private static String why(Overview.Cell cell) {
        Estimate difference = cell.difference();
        String reason = difference == null ? null : difference.reason();
        return cell.hidden() ? "hidden" : reason == null ? "no answers yet" : "undefined";
    }

    private static @Nullable Double value(Overview.Cell cell) {
        Estimate difference = cell.difference();
        return difference == null ? null : difference.value();
    }

    private static @Nullable Interval interval(Overview.Cell cell) {
        Estimate difference = cell.difference();
        return difference == null ? null : difference.interval();
    }
}
