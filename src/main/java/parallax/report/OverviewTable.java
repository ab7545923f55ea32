package parallax.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.disclosure.Overview;

/// An overview as two tables whose cells are coloured by what they say: shares, and differences from
/// everyone else.
///
/// @param groups heads of the columns after the first
/// @param shares one line a question: everyone's cell, then one a group
/// @param differences one line a question: one cell a group
/// @param tested how many differences have a p-value
/// @param clear how many of them stay below [#LEVEL] after adjustment
public record OverviewTable(List<String> groups, List<Line> shares, List<Line> differences, int tested, int clear) {
    /// Adjusted p-values up to this are taken for differences that are there.
    static final double LEVEL = 0.05;

    private static final int SHADES = 10;
    private static final double FULL_DIFFERENCE = 0.25;
    private static final int DIFFERENCE_SHADES = 5;

    public OverviewTable {
        groups = List.copyOf(groups);
        shares = List.copyOf(shares);
        differences = List.copyOf(differences);
    }

    /// @param prompt the question as raters read it
    /// @param code the question's code
    public record Line(String prompt, String code, List<Cell> cells) {}

    /// @param text what it says, in percent or percentage points
    /// @param detail its interval, raters and p, for who reads on
    /// @param shade the class of its colour; empty for none
    public record Cell(String text, String detail, String shade) {}

    /// @param prompts by question code
    public static OverviewTable of(Overview overview, Map<String, String> prompts) {
        List<Double> adjusted = overview.questions().stream()
                .flatMap(question -> question.groups().stream())
                .map(Overview.Cell::pAdjusted)
                .filter(p -> p != null)
                .toList();
        return new OverviewTable(
                overview.groups(),
                overview.questions().stream()
                        .map(question -> new Line(
                                prompts.getOrDefault(question.question(), question.question()),
                                question.question(),
                                IntStream.rangeClosed(0, question.groups().size())
                                        .mapToObj(at -> share(
                                                at == 0
                                                        ? question.everyone()
                                                        : question.groups().get(at - 1)))
                                        .toList()))
                        .toList(),
                overview.questions().stream()
                        .map(question -> new Line(
                                prompts.getOrDefault(question.question(), question.question()),
                                question.question(),
                                question.groups().stream()
                                        .map(OverviewTable::difference)
                                        .toList()))
                        .toList(),
                adjusted.size(),
                (int) adjusted.stream().filter(p -> p <= LEVEL).count());
    }

    private static Cell share(Overview.Cell cell) {
        Estimate estimate = cell.pUnsafe();
        if (cell.hidden()) {
            return new Cell("hidden", "", "shade-hidden");
        }
        Double value = estimate == null ? null : estimate.value();
        if (value == null) {
            return new Cell("–", reason(estimate), "");
        }
        return new Cell(
                DistributionTable.percent(estimate),
                raters(cell) + "; " + DistributionTable.interval(estimate) + mark(cell),
                "shade-" + Math.min(SHADES - 1, (int) (value * SHADES)));
    }

    private static Cell difference(Overview.Cell cell) {
        Estimate estimate = cell.difference();
        if (cell.hidden()) {
            return new Cell("hidden", "", "shade-hidden");
        }
        Double value = estimate == null ? null : estimate.value();
        if (value == null) {
            return new Cell("–", reason(estimate), "");
        }
        Double adjusted = cell.pAdjusted();
        boolean clear = adjusted != null && adjusted <= LEVEL;
        int shade = Math.max(
                1, Math.min(DIFFERENCE_SHADES, (int) Math.ceil(Math.abs(value) / FULL_DIFFERENCE * DIFFERENCE_SHADES)));
        return new Cell(
                points(value),
                interval(estimate) + (adjusted == null ? "" : "; adjusted p " + p(adjusted)) + mark(cell),
                clear ? (value > 0 ? "more-" : "less-") + shade : "not-clear");
    }

    private static String mark(Overview.Cell cell) {
        return cell.notForShowing() ? "; not for showing" : "";
    }

    private static String reason(@Nullable Estimate estimate) {
        String reason = estimate == null ? null : estimate.reason();
        return reason == null ? "no answers yet" : reason;
    }

    private static String raters(Overview.Cell cell) {
        Integer raters = cell.nRaters();
        return raters == null
                ? "raters unknown"
                : DistributionTable.count(raters) + (raters == 1 ? " rater" : " raters");
    }

    /// A difference of shares in percentage points, with its sign.
    static String points(double difference) {
        String text = String.format(Locale.ROOT, "%+.1f", 100 * difference);
        return text.equals("-0.0") || text.equals("+0.0") ? "0.0" : text.replace('-', '−');
    }

    static String interval(@Nullable Estimate difference) {
        var interval = difference == null ? null : difference.interval();
        return interval == null ? "no interval" : points(interval.low()) + " to " + points(interval.high());
    }

    static String p(@Nullable Double p) {
        return p == null
                ? "–"
                : p < 0.001 ? "< .001" : String.format(Locale.ROOT, "%.3f", p).substring(p < 1 ? 1 : 0);
    }
}
