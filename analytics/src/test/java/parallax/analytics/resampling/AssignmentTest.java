package parallax.analytics.resampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.analytics.Axis;
import parallax.analytics.Progress;
import parallax.analytics.RatingMatrix;
import parallax.analytics.RatingMatrixBuilder;
import parallax.analytics.SimulatedStudy;
import parallax.analytics.SimulatedStudy.Giving;
import parallax.analytics.SimulatedStudy.Items;
import parallax.analytics.Threads;
import parallax.analytics.WorkedExample;
import parallax.analytics.metric.GroupMetric;

class AssignmentTest {
    private static final Threads ONE = new Threads(1, Progress.SILENT);

    @Test
    void a_quota_of_answers_from_each_group_is_seen() {
        assertEquals(60, byGroup(Giving.QUOTA, 5, 12, 24, 48));
        assertEquals(60, byGroup(Giving.QUOTA, 5, 20, 20));
        assertEquals(60, byGroup(Giving.QUOTA, 2, 4, 4), "few raters, and the same mix on every item");
    }

    @Test
    void where_everybody_answers_everything_raters_may_be_exchanged() {
        assertEquals(0, byGroup(Giving.COMPLETE, 0, 12, 24, 48));
        assertEquals(0, byGroup(Giving.COMPLETE, 0, 3, 3));
    }

    @Test
    void items_drawn_for_each_rater_are_taken_for_a_design_in_few_studies() {
        int taken = byGroup(Giving.RANDOM, 300, 20, 40);
        assertTrue(taken <= 6, taken + " of 60, where 2 or 3 are to be expected");
    }

    @Test
    void groups_that_saw_other_items_or_more_of_them_are_seen() {
        RatingMatrixBuilder builder = RatingMatrix.builder(WorkedExample.OPTIONS);
        IntStream.range(0, 30).forEach(rater -> builder.rater("r" + rater));
        for (int item = 0; item < 40; item++) {
            for (int rater = 0; rater < 30; rater++) {
                if (rater % 2 == item % 2 || (rater + item) % 5 == 0) {
                    builder.add("i" + item, "r" + rater, "No");
                }
            }
        }
        Axis axis = Axis.of(
                "half", IntStream.range(0, 30).mapToObj(r -> "h" + r % 2).toList());
        assertEquals(Assignment.BY_GROUP, Assignment.of(builder.build(), axis, null, 1, ONE));
    }

    @Test
    void nothing_answered_shows_no_design() {
        RatingMatrixBuilder builder = RatingMatrix.builder(WorkedExample.OPTIONS);
        builder.item("i");
        builder.rater("r");
        Axis axis = Axis.of("age", List.of("old"));
        assertEquals(Assignment.EXCHANGEABLE, Assignment.of(builder.build(), axis, null, 1, ONE));
    }

    @ParameterizedTest
    @EnumSource(GroupMetric.class)
    void where_raters_may_be_exchanged_every_metric_but_one_exchanges_them(GroupMetric metric) {
        assertEquals(
                metric == GroupMetric.P_UNSAFE ? NullModel.CONTRAST : NullModel.RATER_PROFILES,
                NullModel.of(metric, Assignment.EXCHANGEABLE));
        assertEquals(NullModel.RATER_PROFILES, NullModel.of(metric, Assignment.EXCHANGEABLE_WITHIN_BLOCKS));
    }

    /// In how many of 60 studies the assignment is taken to depend on groups.
    private static int byGroup(Giving giving, int answers, int... raters) {
        double[] alike = IntStream.range(0, raters.length).mapToDouble(g -> 0.8).toArray();
        SimulatedStudy study = new SimulatedStudy("", raters, alike, 60, giving, answers, 0.4, Items.ALIKE);
        return (int) IntStream.range(0, 60)
                .filter(seed -> Assignment.of(study.draw(seed), study.axis(), null, seed, ONE) == Assignment.BY_GROUP)
                .count();
    }
}
