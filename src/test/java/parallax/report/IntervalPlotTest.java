package parallax.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.disclosure.Distribution;
import parallax.disclosure.GroupDistribution;
import parallax.disclosure.Protection;

class IntervalPlotTest {
    private static final double LEFT = 230;
    private static final double RIGHT = 740;

    /// All intervals stand on one axis, so that equal shares stand below each other whatever else was answered.
    @Test
    void equal_shares_stand_below_each_other_and_every_end_within_the_axis() {
        var random = new Random(20261201);
        for (int round = 0; round < 2_000; round++) {
            double share = random.nextDouble();
            double low = share * random.nextDouble();
            double high = share + (1 - share) * random.nextDouble();
            IntervalPlot plot = IntervalPlot.ofShares(distribution(
                    group("Everyone", share, 0, 1), group("some", share, low, high), group("others", high, share, 1)));
            List<IntervalPlot.Row> rows = plot.rows();
            assertEquals(rows.get(0).at(), rows.get(1).at());
            assertEquals(plot.reference(), rows.get(0).at());
            assertEquals(rows.get(1).high(), rows.get(2).at());
            for (IntervalPlot.Row row : rows) {
                double from = Double.parseDouble(row.low());
                double to = Double.parseDouble(row.high());
                assertTrue(LEFT <= from && from <= to && to <= RIGHT + 0.05, row::toString);
            }
            assertTrue(
                    plot.ticks().size() >= 2 && plot.ticks().size() <= 9,
                    () -> plot.ticks().toString());
        }
    }

    @Test
    void a_group_that_is_hidden_or_has_no_answers_has_words_and_no_mark() {
        boolean hidden = true;
        boolean notForShowing = true;
        IntervalPlot plot = IntervalPlot.ofShares(distribution(
                group("Everyone", 0.5, 0.4, 0.6),
                new GroupDistribution("few", null, null, List.of(), null, new Protection(hidden, !notForShowing)),
                new GroupDistribution(
                        "none",
                        0,
                        0L,
                        List.of(),
                        Estimate.undefined("no answers", "pooled share", 0, 0),
                        new Protection(!hidden, !notForShowing))));
        assertEquals(
                List.of("hidden", "no answers"),
                plot.rows().stream().skip(1).map(IntervalPlot.Row::text).toList());
        assertTrue(plot.rows().stream()
                .skip(1)
                .allMatch(row -> row.at().isEmpty() && row.low().isEmpty()));
    }

    private static Distribution distribution(GroupDistribution... groups) {
        return new Distribution("Q", "", "category", List.of("No", "Yes"), 1, List.of(groups), null, null);
    }

    private static GroupDistribution group(String name, double share, double low, double high) {
        boolean hidden = false;
        boolean notForShowing = false;
        Estimate estimate = Estimate.of(share, "share", 20, 3)
                .withInterval(new Interval(low, high, 0.95, Estimand.THESE_ITEMS_RATERS_LIKE_THESE), "Wilson");
        return new GroupDistribution(name, 20, 60L, List.of(estimate), estimate, new Protection(hidden, notForShowing));
    }
}
