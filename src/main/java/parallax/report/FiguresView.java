package parallax.report;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parallax.disclosure.Distribution;
import parallax.study.Reading;
import parallax.study.StoredQuestion;

/// How groups answered a question, as charts and table.
///
/// @param intervals the shares of unsafe answers on one axis; null where the question has none
/// @param prompt the question as raters read it
/// @param filter which answers the figures are of, in words
/// @param hasMarked whether groups are shown that are not for showing
/// @param age how old the figures are, in words; empty where they were counted just now, or are a release’s
public record FiguresView(
        String prompt,
        String filter,
        BarChart chart,
        @Nullable IntervalPlot intervals,
        DistributionTable table,
        boolean hasHidden,
        boolean hasMarked,
        String age) {
    /// @param now from when on their age counts
    public static FiguresView of(Distribution distribution, StoredQuestion question, String filter, Instant now) {
        return new FiguresView(
                question.prompt(),
                filter,
                BarChart.of(distribution, question),
                question.reading(Reading.UNSAFE).isPresent() ? IntervalPlot.ofShares(distribution) : null,
                DistributionTable.of(distribution),
                distribution.hasHidden(),
                distribution.hasMarked(),
                distribution.release() == null ? age(distribution.asOf(), now) : "");
    }

    static String age(@Nullable Instant asOf, Instant now) {
        if (asOf == null) {
            return "";
        }
        long seconds = Math.max(0, Duration.between(asOf, now).toSeconds());
        return seconds < 2
                ? "just now"
                : seconds < 120
                        ? seconds + " seconds ago"
                        : seconds < 7200 ? seconds / 60 + " minutes ago" : seconds / 3600 + " hours ago";
    }
}
