package parallax.report;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.disclosure.Distribution;
import parallax.disclosure.GroupDistribution;

/// A distribution as the text that a table shows.
public record DistributionTable(List<String> options, List<Line> lines) {
    public DistributionTable {
        options = List.copyOf(options);
        lines = List.copyOf(lines);
    }

    /// @param note why a line has no figures, or what is missing; empty otherwise
    public record Line(
            String group,
            String nRaters,
            String nAnswers,
            List<String> shares,
            String pUnsafe,
            String interval,
            String note) {}

    static DistributionTable of(Distribution distribution) {
        return new DistributionTable(
                distribution.options(),
                distribution.groups().stream()
                        .map(g -> line(g, distribution.options().size()))
                        .toList());
    }

    private static Line line(GroupDistribution group, int options) {
        if (group.hidden()) {
            return new Line(
                    group.group(), "–", "–", Collections.nCopies(options, "–"), "–", "–", GroupDistribution.WHY_HIDDEN);
        }
        Estimate unsafe = group.pUnsafe();
        return new Line(
                group.group(),
                raters(group.nRaters()),
                group.nAnswers() == null ? "–" : count(group.nAnswers()),
                group.shares().stream().map(DistributionTable::percent).toList(),
                percent(unsafe),
                interval(unsafe),
                note(group, unsafe));
    }

    static String raters(@Nullable Integer raters) {
        return raters == null ? "unknown" : count(raters);
    }

    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    static String percent(@Nullable Estimate share) {
        Double value = share == null ? null : share.value();
        return value == null ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * value);
    }

    static String interval(@Nullable Estimate share) {
        Interval interval = share == null ? null : share.interval();
        return interval == null
                ? "–"
                : String.format(Locale.ROOT, "%.1f – %.1f %%", 100 * interval.low(), 100 * interval.high());
    }

    private static String note(GroupDistribution group, @Nullable Estimate share) {
        String note = note(share);
        return group.notForShowing() ? GroupDistribution.WHY_MARKED + (note.isEmpty() ? "" : "; " + note) : note;
    }

    private static String note(@Nullable Estimate share) {
        if (share == null) {
            return "";
        }
        if (share.reason() != null) {
            return share.reason();
        }
        int missing = share.method().indexOf("no interval: ");
        return missing < 0 ? "" : share.method().substring(missing);
    }
}
