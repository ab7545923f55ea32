package parallax.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import parallax.durability.HoldsInvariants;
import parallax.durability.StudyFixture;
import parallax.store.PostgresResource;
import parallax.study.StudyPlan;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SimulatedRatersTest extends HoldsInvariants {
    private static final int ITEMS = 12;
    private static final int PER_RATER = 5;

    @Inject
    SimulatedRaters simulated;

    @Test
    void the_same_seed_gives_the_same_judgment_of_an_item_by_a_rater_in_any_study_and_order() {
        long one = open(6);
        long other = open(6);
        judge(one, 7, 6);
        simulated.judge(
                other,
                new SimulatedRaters.Plan(ResponseModel.typical(7), SelfDescriptions.TYPICAL, 6, 1),
                soFar -> {},
                () -> false);
        List<String> inBoth =
                answers(one).stream().filter(answers(other)::contains).toList();
        List<String> items = sql.list(row -> row.getString(1), SAME_PAIRS, bind("one", one), bind("other", other));
        assertTrue(items.size() >= 5, "the two studies share " + items.size() + " pairs of rater and item");
        assertEquals(
                items,
                inBoth.stream()
                        .map(s -> s.split("=", -1)[0])
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Test
    void another_seed_gives_other_judgments() {
        long one = open(6);
        long other = open(6);
        judge(one, 7, 6);
        judge(other, 8, 6);
        List<String> answers = answers(one);
        List<String> others = answers(other);
        long equal = answers.stream().filter(others::contains).count();
        assertTrue(equal < answers.size() * 0.9, equal + " of " + answers.size() + " answers are equal");
    }

    @Test
    void quotas_hold_for_simulated_raters_as_for_people() {
        long study = studies.open(
                StudyFixture.plan(List.of(StudyFixture.shore("East", 3), StudyFixture.shore("West", 2)), 3, PER_RATER),
                ITEMS);
        judge(study, 1, 20);
        assertEquals(5, count(study, "completed"));
        assertEquals(15, count(study, "screened_out"));
    }

    @Test
    void a_run_that_was_cut_off_goes_on_and_doubles_nothing() {
        long study = open(6);
        var judged = new AtomicInteger();
        SimulatedRaters.Tally first = simulated.judge(
                study,
                SimulatedRaters.Plan.typical(3, 6),
                soFar -> judged.set(soFar.judged()),
                () -> judged.get() >= 8);
        SimulatedRaters.Tally second = judge(study, 3, 6);
        SimulatedRaters.Tally third = judge(study, 3, 6);
        assertTrue(first.judged() >= 8 && first.judged() < 6 * PER_RATER, first.toString());
        assertEquals(6 * PER_RATER, first.judged() + second.judged());
        assertEquals(new SimulatedRaters.Tally(6, 0, 0), third);
        assertEquals(6, sql.number("select count(*) from participation where study_id = :study", bind("study", study)));
    }

    @Test
    void only_a_study_that_is_marked_synthetic_is_judged() {
        long study = open(1);
        sql.update("update study set synthetic = false where id = :study", bind("study", study));
        assertThrows(IllegalStateException.class, () -> judge(study, 1, 1));
    }

    @Test
    void nobody_judges_a_study_that_is_paused() {
        long study = open(2);
        sql.update("update study set state = 'paused' where id = :study", bind("study", study));
        assertEquals(SimulatedRaters.Tally.NOTHING, judge(study, 1, 2));
    }

    private long open(int raters) {
        return studies.open(
                StudyFixture.plan("dices-350", List.of(StudyPlan.StratumPlan.everyone(raters)), raters, PER_RATER),
                ITEMS);
    }

    private SimulatedRaters.Tally judge(long study, long seed, int raters) {
        return simulated.judge(study, SimulatedRaters.Plan.typical(seed, raters), soFar -> {}, () -> false);
    }

    private long count(long study, String state) {
        return sql.number(
                "select count(*) from participation where study_id = :study and state = :state",
                bind("study", study),
                bind("state", state));
    }

    /// `rater item=every answer`, sorted.
    private List<String> answers(long study) {
        return sql.list(row -> row.getString(1), """
                select r.external_id || ' ' || i.code || '=' || string_agg(q.code || ':' || w.position, ',' order by q.position)
                from judgment j join item i on i.id = j.item_id join participation p on p.id = j.participation_id
                join rater r on r.id = p.rater_id join answer w on w.judgment_id = j.id join question q on q.id = w.question_id
                where j.study_id = :study group by r.external_id, i.code order by 1""", bind("study", study));
    }

    private static final String SAME_PAIRS = """
            select r.external_id || ' ' || i.code as pair
            from judgment j join item i on i.id = j.item_id join participation p on p.id = j.participation_id
            join rater r on r.id = p.rater_id
            where j.study_id in (:one, :other) group by 1 having count(distinct j.study_id) = 2 order by 1""";
}
