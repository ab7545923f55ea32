package parallax.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.disclosure.Distribution;
import parallax.disclosure.GroupDistribution;
import parallax.disclosure.Overview;

/// One estimate a group with its interval, all on the axis of what is estimated, so that they can be compared:
/// shares of unsafe answers, or differences from everyone else (a forest plot). Geometry in units of a 1000-wide
/// picture.
///
/// @param rows one a group, from the top
/// @param ticks of the axis
/// @param reference where no difference is, or everyone's share; empty where there is none
/// @param height of the picture
/// @see <a href="https://doi.org/10.1136/bmj.322.7300.1479">Lewis, Clarke 2001, Forest plots: trying to see
///     the wood and the trees</a>
public record IntervalPlot(List<Row> rows, List<Tick> ticks, String reference, int height) {
    private static final int LEFT = 230;
    private static final int RIGHT = 740;
    private static final int TOP = 18;
    private static final int ROW = 34;
    private static final int AXIS = 34;
    private static final int LABEL_LETTERS = 26;
    private static final int MOST_TICKS = 8;
    private static final double[] STEPS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5};

    public IntervalPlot {
        rows = List.copyOf(rows);
        ticks = List.copyOf(ticks);
    }

    /// @param label the group's name, shortened to fit
    /// @param title the whole of what the row says
    /// @param at where the estimate is; empty where there is none to draw
    /// @param low the interval's lower end; empty where there is no interval
    /// @param filled whether the mark is filled
    /// @param text the estimate and its interval, or why there is none
    public record Row(
            String label, String title, int y, String at, String low, String high, boolean filled, String text) {
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

    /// What is drawn of one group.
    ///
    /// @param text in words, or why nothing is drawn
    /// @param more what the title adds to it; empty for nothing
    private record Drawn(String group, @Nullable Estimate estimate, boolean filled, String text, String more) {}

    /// The differences of one question's groups from everyone else, whose mark is filled where the adjusted
    /// p-value is small.
    public static IntervalPlot ofDifferences(Overview.Question question) {
        return of(
                question.groups().stream().map(IntervalPlot::difference).toList(),
                0.0,
                tick -> OverviewTable.points(tick).replaceFirst("\\.0$", ""));
    }

    /// The shares of unsafe answers of everyone and each group, with a line at everyone's.
    static IntervalPlot ofShares(Distribution distribution) {
        Estimate everyone = distribution.everyone().pUnsafe();
        return of(
                distribution.groups().stream().map(IntervalPlot::share).toList(),
                everyone == null ? null : everyone.value(),
                tick -> String.format(Locale.ROOT, "%.0f %%", 100 * tick));
    }

    private static Drawn difference(Overview.Cell cell) {
        Estimate difference = cell.difference();
        Double adjusted = cell.pAdjusted();
        boolean clear = adjusted != null && adjusted <= OverviewTable.LEVEL;
        Double value = difference == null ? null : difference.value();
        return new Drawn(
                cell.group(),
                difference,
                clear,
                value == null
                        ? why(cell.hidden(), difference)
                        : OverviewTable.points(value) + " (" + OverviewTable.interval(difference) + ")",
                adjusted == null ? "" : "; adjusted p " + OverviewTable.p(adjusted));
    }

    private static Drawn share(GroupDistribution group) {
        Estimate share = group.pUnsafe();
        boolean filled = true;
        return new Drawn(
                group.group(),
                share,
                filled,
                share == null || share.value() == null
                        ? why(group.hidden(), share)
                        : DistributionTable.percent(share) + " (" + DistributionTable.interval(share) + ")",
                "");
    }

    private static String why(boolean hidden, @Nullable Estimate estimate) {
        String reason = estimate == null ? null : estimate.reason();
        return hidden ? "hidden" : reason == null ? "no answers yet" : reason;
    }

    /// @param reference always in the picture; null for none
    private static IntervalPlot of(List<Drawn> groups, @Nullable Double reference, DoubleFunction<String> label) {
        double low = reference == null ? 0 : reference;
        double high = low;
        for (Drawn group : groups) {
            for (double end : ends(group.estimate())) {
                low = Math.min(low, end);
                high = Math.max(high, end);
            }
        }
        double step = step(high - low);
        double from = Math.floor(low / step) * step;
        double to = Math.max(Math.ceil(high / step), Math.floor(low / step) + 1) * step;
        var scale = new Scale(from, (RIGHT - LEFT) / (to - from));
        List<Row> rows = new ArrayList<>();
        int y = TOP;
        for (Drawn group : groups) {
            rows.add(row(group, scale, y));
            y += ROW;
        }
        List<Tick> ticks = new ArrayList<>();
        for (int tick = 0; from + tick * step <= to + step / 2; tick++) {
            double value = from + tick * step;
            ticks.add(new Tick(scale.at(value), label.apply(value)));
        }
        return new IntervalPlot(rows, ticks, reference == null ? "" : scale.at(reference), y + AXIS);
    }

    private static double[] ends(@Nullable Estimate estimate) {
        Double value = estimate == null ? null : estimate.value();
        Interval interval = estimate == null ? null : estimate.interval();
        return value == null
                ? new double[0]
                : interval == null ? new double[] {value} : new double[] {interval.low(), interval.high()};
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

    private static Row row(Drawn group, Scale scale, int y) {
        String label = group.group().length() > LABEL_LETTERS
                ? group.group().substring(0, LABEL_LETTERS - 1) + "…"
                : group.group();
        Estimate estimate = group.estimate();
        Double value = estimate == null ? null : estimate.value();
        Interval interval = estimate == null ? null : estimate.interval();
        return new Row(
                label,
                group.group() + ": " + group.text() + group.more(),
                y,
                value == null ? "" : scale.at(value),
                interval == null ? "" : scale.at(interval.low()),
                interval == null ? "" : scale.at(interval.high()),
                group.filled(),
                group.text());
    }
}
