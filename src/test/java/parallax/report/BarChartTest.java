package parallax.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.disclosure.Distribution;
import parallax.disclosure.GroupDistribution;
import parallax.study.AnswerOption;
import parallax.study.Asking;
import parallax.study.Reading;
import parallax.study.SingleChoice;
import parallax.study.StoredQuestion;
import parallax.study.Wording;

class BarChartTest {
    private static final int WIDTH = 1_000;

    /// One of two raters is unsure and one says unsafe. Wilson's interval of 1 in 2 is 9.5 to 90.5 %; it is
    /// drawn from where the unsafe answers begin, a quarter right of the middle.
    @Test
    void an_interval_that_reaches_beyond_every_bar_stays_in_the_picture() {
        Estimate half = Estimate.of(0.5, "share", 2, 1);
        var group = new GroupDistribution(
                "Everyone",
                2,
                2L,
                List.of(Estimate.of(0, "share", 2, 1), half, half),
                half.withInterval(new Interval(0.095, 0.905, 0.95, Estimand.THESE_ITEMS_RATERS_LIKE_THESE), "Wilson"),
                false);
        var distribution =
                new Distribution("Q", "", "category", List.of("No", "Unsure", "Yes"), 1, List.of(group), null);
        BarChart.GroupBars row = BarChart.of(distribution, question()).rows().getFirst();
        BarChart.Whisker interval = Objects.requireNonNull(row.interval());
        assertTrue(Double.parseDouble(interval.high()) < WIDTH, interval.toString());
    }

    private static StoredQuestion question() {
        return new StoredQuestion(
                1,
                new SingleChoice(
                        "Q",
                        Wording.of("Is it unsafe?"),
                        List.of(
                                new AnswerOption("no", "No", Reading.SAFE),
                                new AnswerOption("unsure", "Unsure", Reading.UNSURE),
                                new AnswerOption("yes", "Yes", Reading.UNSAFE)),
                        Asking.ALONE));
    }
}
