package parallax.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parallax.analysis.PlannedLimit;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;

/// The outcome in words and as a table for a terminal.
public final class GateText {
    private static final List<String> HEADER =
            List.of("question", "axis", "group", "raters", "unsafe", "interval", "limit", "verdict", "why");
    private static final String NOTHING = "–";

    private GateText() {}

    /// “overall: at most 35.0 % in every group of age, gender”.
    public static String limit(PlannedLimit limit) {
        return limit.question() + ": at most " + percent(limit.upperBoundAtMost())
                + (limit.axes().isEmpty()
                        ? " of everybody together"
                        : " in every group of " + String.join(", ", limit.axes()))
                + switch (limit.unsure()) {
                    case CATEGORY -> "";
                    case MERGE -> ", Unsure merged";
                    case DROP -> ", Unsure dropped";
                };
    }

    public static String group(GateLine line) {
        return line.axis().isEmpty() ? line.group() : line.axis() + ": " + line.group();
    }

    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /// The bounds in words; nothing where there are none.
    public static String interval(@Nullable Estimate estimate) {
        Interval interval = estimate == null ? null : estimate.interval();
        return interval == null
                ? NOTHING
                : String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * interval.low(), 100 * interval.high());
    }

    public static String share(@Nullable Estimate estimate) {
        Double value = estimate == null ? null : estimate.value();
        return value == null ? NOTHING : percent(value);
    }

    public static String raters(@Nullable Estimate estimate) {
        Integer raters = estimate == null ? null : estimate.nRaters();
        return raters == null ? NOTHING : raters.toString();
    }

    public static String table(GateOutcome outcome) {
        var lines = new ArrayList<List<String>>();
        lines.add(HEADER);
        for (CheckedLimit limit : outcome.limits()) {
            for (GateLine line : limit.lines()) {
                lines.add(List.of(
                        limit.limit().question(),
                        line.axis().isEmpty() ? NOTHING : line.axis(),
                        line.group(),
                        raters(line.estimate()),
                        share(line.estimate()),
                        interval(line.estimate()),
                        percent(limit.limit().upperBoundAtMost()),
                        line.verdict().word(),
                        line.why() + (line.protection().notForShowing() ? "; not for showing" : "")));
            }
        }
        var text = new StringBuilder(columns(lines));
        for (CheckedLimit limit : outcome.limits()) {
            text.append(limit(limit.limit()))
                    .append(": ")
                    .append(limit.verdict().word())
                    .append("; ")
                    .append(limit.method())
                    .append(limit.planned() ? "." : ". This limit is not in the study's own plan.")
                    .append('\n');
        }
        return text.append("The gate: ")
                .append(outcome.verdict().word())
                .append('\n')
                .toString();
    }

    private static String columns(List<List<String>> lines) {
        var text = new StringBuilder();
        int last = HEADER.size() - 1;
        for (List<String> line : lines) {
            for (int column = 0; column < last; column++) {
                int at = column;
                int width = lines.stream()
                        .mapToInt(other -> letters(other.get(at)))
                        .max()
                        .orElse(0);
                text.append(line.get(column)).repeat(' ', width - letters(line.get(column)) + 2);
            }
            text.append(line.get(last)).append('\n');
        }
        return text.toString();
    }

    private static int letters(String text) {
        return text.codePointCount(0, text.length());
    }
}
