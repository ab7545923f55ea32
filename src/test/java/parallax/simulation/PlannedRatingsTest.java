package parallax.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.RatingMatrix;
import parallax.analytics.ResponseCounts;

class PlannedRatingsTest {
    private static final List<SimulatedRater> RATERS = IntStream.rangeClosed(1, 400)
            .mapToObj(n -> new SimulatedRater(n, Map.of("shore", shoreOf(n))))
            .toList();

    @Test
    void every_rater_judges_the_planned_number_and_items_are_judged_evenly() {
        RatingMatrix ratings = new PlannedRatings(ResponseModel.typical(1), 30, 9).by(RATERS);
        assertEquals(400 * 9, ratings.answers());
        IntStream.range(0, 30).forEach(i -> assertEquals(120, ratings.start(i + 1) - ratings.start(i)));
    }

    @Test
    void a_stated_difference_between_groups_shows_in_their_counts() {
        List<ResponseModel.Shift> shifts =
                List.of(new ResponseModel.Shift("shore", "East", 1), new ResponseModel.Shift("shore", "West", 0));
        RatingMatrix ratings = new PlannedRatings(ResponseModel.typical(1).with(shifts), 60, 20).by(RATERS);
        Axis shore =
                Axis.of("shore", RATERS.stream().map(r -> shoreOf(r.number())).toList());
        ResponseCounts counts = ratings.counts(shore);
        double east = unsafeShare(counts, 0);
        double west = unsafeShare(counts, 1);
        assertTrue(east > west + 0.08, "unsafe in the east " + east + ", in the west " + west);
    }

    private static double unsafeShare(ResponseCounts counts, int group) {
        CountTable table = counts.of(group);
        return table.optionTotal(2) / (double) table.total();
    }

    private static String shoreOf(int rater) {
        return rater % 2 == 0 ? "East" : "West";
    }
}
