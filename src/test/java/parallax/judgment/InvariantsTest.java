package parallax.judgment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.durability.Violations.violations;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.assignment.Assignment;
import parallax.durability.HoldsInvariants;
import parallax.durability.StudyFixture;
import parallax.rater.Participation;
import parallax.store.Invariants;
import parallax.store.Invariants.Rule;
import parallax.store.PostgresResource;
import parallax.store.VerifyStoreCommand;

/// Breaks a store by hand, one way after another, and mends it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class InvariantsTest extends HoldsInvariants {
    @Inject
    VerifyStoreCommand verifyStore;

    private long study;
    private Participation rater;
    private long judgment;
    private UUID firstKey = new UUID(0, 0);
    private Assignment held;

    @BeforeEach
    void a_study_with_a_judgment_and_a_lease() {
        study = studies.open(
                StudyFixture.plan(List.of(StudyFixture.shore("East", 5), StudyFixture.shore("West", 5)), 2, 3), 3);
        rater = studies.admit(study, "East");
        Assignment first = assignments.current(rater.id()).orElseThrow();
        judgment = studies.submit(study, first, 0).judgmentId();
        firstKey = first.key();
        held = assignments.current(rater.id()).orElseThrow();
        assertEquals(List.of(), violations(invariants));
        assertEquals(0, verifyStore.call());
    }

    @Test
    void i1_a_changed_answer_is_found() {
        broken(
                Rule.I1,
                "update answer set position = (position + 1) % 3 where judgment_id = :id and question_id = (select "
                        + "min(question_id) from answer where judgment_id = :id)",
                "update answer set position = (position + 2) % 3 where judgment_id = :id and question_id = (select "
                        + "min(question_id) from answer where judgment_id = :id)",
                judgment);
    }

    @Test
    void i1_a_judgment_without_a_key_or_an_audit_entry_is_found() {
        broken(
                Rule.I1,
                "update audit_entry set action = 'gone' where action = 'judgment.submitted' and subject_id = :id",
                "update audit_entry set action = 'judgment.submitted' where action = 'gone' and subject_id = :id",
                judgment);
        assertBroken(
                List.of(Rule.I1, Rule.I8),
                "update submission_key set body_hash = sha256('x') where judgment_id = " + judgment,
                "update submission_key k set body_hash = sha256(uuid_send(a.key) || j.content_hash)"
                        + " from judgment j join assignment a on a.id = j.assignment_id where j.id = k.judgment_id and j.id = "
                        + judgment);
    }

    @Test
    void i8_answers_on_another_assignment_than_the_one_they_were_sent_to_are_found() {
        assertBroken(
                List.of(Rule.I1, Rule.I8),
                "update assignment set key = '00000000-0000-0000-0000-000000000001' where id = " + firstAssignment(),
                "update assignment set key = '" + firstKey + "' where id = " + firstAssignment());
    }

    @Test
    void i8_more_time_than_has_passed_is_found() {
        broken(
                Rule.I8,
                "update judgment set active_ms = 60000 where id = :id",
                "update judgment set active_ms = null where id = :id",
                judgment);
    }

    @Test
    void i8_questions_that_took_longer_than_their_item_are_found() {
        broken(
                Rule.I8,
                "update answer set active_ms = 60000 where judgment_id = :id and question_id = (select min(question_id)"
                        + " from answer where judgment_id = :id)",
                "update answer set active_ms = null where judgment_id = :id",
                judgment);
    }

    @Test
    void i8_a_draft_of_another_study_or_from_before_the_item_was_given_out_is_found() {
        String ofItsOwn = "(select min(q.id) from question q join rubric r on r.id = q.rubric_id where r.study_id = "
                + study + ")";
        String foreign = "(select min(q.id) from question q join rubric r on r.id = q.rubric_id where r.study_id <> "
                + study + ")";
        studies.open(StudyFixture.everyone(1, 1, 1), 1);
        for (String draft : List.of(foreign + ", 1, now()", ofItsOwn + ", 1, now() - interval '1 day'")) {
            broken(
                    Rule.I8,
                    "insert into draft (assignment_id, question_id, sequence, saved_at) select :id, " + draft,
                    "delete from draft where assignment_id = :id",
                    held.id());
        }
    }

    @Test
    void i2_more_judgments_and_leases_than_seats_are_found_even_when_the_counters_say_otherwise() {
        String of = " where stratum_id = %d and item_id = %d".formatted(held.stratumId(), held.itemId());
        assertBroken(
                List.of(Rule.I2, Rule.I5),
                "update seat set leased = 0, capacity = 0" + of,
                "update seat set leased = 1, capacity = 2" + of);
    }

    @Test
    void i2_strata_that_take_the_same_raters_are_found() {
        broken(
                Rule.I2,
                "insert into stratum_group select s.id, g.rater_group_id from stratum s, stratum o join "
                        + "stratum_group g on g.stratum_id = o.id"
                        + " where s.study_id = :id and s.label = 'West' and o.study_id = :id and o.label = 'East'",
                "delete from stratum_group x using stratum s, rater_group g where s.id = x.stratum_id and g.id = x.rater_group_id"
                        + " and s.study_id = :id and s.label = 'West' and g.label = 'East'",
                study);
    }

    @Test
    void i3_no_current_revision_and_a_missing_one_are_found() {
        broken(
                Rule.I3,
                "update judgment set revision = 2 where id = :id",
                "update judgment set revision = 1 where id = :id",
                judgment);
        assertBroken(
                List.of(Rule.I3, Rule.I5),
                "update judgment set current = false where id = " + judgment,
                "update judgment set current = true where id = " + judgment);
    }

    @Test
    void i3_two_values_for_one_question_are_found() {
        broken(
                Rule.I3,
                "insert into answer (study_id, question_id, judgment_id, ordinal, position, source)"
                        + " select study_id, question_id, judgment_id, 1, 1, 'derived' from answer where judgment_id = :id limit 1",
                "delete from answer where judgment_id = :id and ordinal = 1",
                judgment);
    }

    @Test
    void i3_an_answer_that_its_question_does_not_take_is_found() {
        String first = " where id = (select min(question_id) from answer where judgment_id = :id and source = 'rater')";
        String asItWas =
                "update question set kind = 'single_choice', longest = null, least = null, most = null, feeds_overall = true";
        for (String other :
                List.of("kind = 'free_text', longest = 9", "kind = 'multiple_choice', least = 2, most = 2")) {
            broken(Rule.I3, "update question set feeds_overall = false, " + other + first, asItWas + first, judgment);
        }
    }

    /// The database refuses it, so the key that does steps aside meanwhile.
    @Test
    void i3_an_answer_kept_under_another_study_than_its_judgment_is_found() {
        String key = "answer_study_id_judgment_id_fkey";
        assertBroken(
                List.of(Rule.I3),
                "alter table answer drop constraint " + key
                        + "; update answer set study_id = -study_id where judgment_id = " + judgment,
                "update answer set study_id = -study_id where judgment_id = " + judgment
                        + "; alter table answer add constraint " + key
                        + " foreign key (study_id, judgment_id) references judgment (study_id, id) on delete cascade");
    }

    @Test
    void i4_a_rater_outside_their_stratum_is_found() {
        broken(
                Rule.I4,
                "update group_membership m set rater_group_id = g.id from rater_group g where g.axis_id = "
                        + "m.axis_id and g.label = 'West' and m.participation_id = :id",
                "update group_membership m set rater_group_id = g.id from rater_group g where g.axis_id = "
                        + "m.axis_id and g.label = 'East' and m.participation_id = :id",
                rater.id());
    }

    @Test
    void i4_an_item_given_for_an_occasion_that_the_study_has_not_is_found() {
        // the seat moves along, so that only the occasion is wrong
        assertBroken(
                List.of(Rule.I4),
                ("with s as (update seat set occasion = 2 where stratum_id = %d and item_id = %d)"
                                + " update assignment set occasion = 2 where id = %d")
                        .formatted(held.stratumId(), held.itemId(), held.id()),
                ("with s as (update seat set occasion = 1 where stratum_id = %d and item_id = %d)"
                                + " update assignment set occasion = 1 where id = %d")
                        .formatted(held.stratumId(), held.itemId(), held.id()));
    }

    @Test
    void i5_counters_that_are_off_are_found() {
        broken(
                Rule.I5,
                "update participation set submitted = 2 where id = :id",
                "update participation set submitted = 1 where id = :id",
                rater.id());
        broken(
                Rule.I5,
                "update stratum set booked = 2 where id = :id",
                "update stratum set booked = 1 where id = :id",
                held.stratumId());
    }

    private String firstAssignment() {
        return "(select assignment_id from judgment where id = " + judgment + ")";
    }

    @Test
    void i6_an_event_of_a_judgment_that_is_gone_is_found() {
        long hook = sql.number(
                "insert into webhook (study_id, url, events, sealed_secret, created_at)"
                        + " values (:study, 'https://hooks.example/', array['study.closed'], '', now()) returning id",
                bind("study", study));
        broken(
                Rule.I6,
                "insert into outbox (webhook_id, study_id, kind, subject_id, data, created_at)"
                        + " select id, study_id, 'judgment.stored', -1, '{}', now() from webhook where id = :id",
                "delete from outbox where webhook_id = :id",
                hook);
    }

    private void broken(Rule rule, String breaking, String mending, long id) {
        assertEquals(1, sql.update(breaking, bind("id", id)), "rows broken");
        assertEquals(List.of(rule), broken());
        sql.update(mending, bind("id", id));
        assertEquals(List.of(), violations(invariants));
    }

    private void assertBroken(List<Rule> rules, String breaking, String mending) {
        sql.update(breaking);
        assertEquals(rules, broken());
        assertEquals(1, verifyStore.call());
        sql.update(mending);
    }

    private List<Rule> broken() {
        return violations(invariants).stream()
                .peek(v -> assertTrue(v.sentence().length() > 10))
                .map(Invariants.Violation::rule)
                .distinct()
                .toList();
    }
}
