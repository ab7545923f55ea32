package parallax.judgment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import parallax.assignment.Assignment;
import parallax.assignment.Drafts;
import parallax.durability.HoldsInvariants;
import parallax.durability.StudyFixture;
import parallax.judgment.Judgments.Outcome;
import parallax.rater.Participation;
import parallax.store.PostgresResource;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class JudgmentsTest extends HoldsInvariants {
    private static final Duration LEASE = Duration.ofMinutes(StudyFixture.LEASE_MINUTES);

    @Inject
    Judgments judgments;

    @Inject
    Drafts drafts;

    @Inject
    Rubrics rubrics;

    @Test
    void a_submission_is_stored_with_its_answers_hash_key_and_audit_entry_and_its_drafts_go() {
        long study = studies.open(StudyFixture.everyone(1, 1, 3), 3);
        Assignment item = next(studies.admit(study));
        long question = rubrics.ofStudy(study).asked().findFirst().orElseThrow().id();
        assertTrue(drafts.keep(item, Drafts.Page.ITEM, question, Drafts.Draft.one(0), 1));
        Submission submission = studies.submission(study, item, 1);

        var accepted = assertInstanceOf(Outcome.Accepted.class, judgments.submit(item.participationId(), submission));

        long judgment = accepted.judgmentId();
        assertFalse(accepted.surplus() || accepted.finished());
        assertArrayEquals(
                submission.answers().contentHash(),
                sql.one(
                        row -> row.getBytes(1),
                        "select content_hash from judgment where id = :judgment",
                        bind("judgment", judgment)));
        assertEquals(
                rubrics.ofStudy(study).asked().count(),
                count("select count(*) from answer where judgment_id = :id and source = 'rater'", judgment));
        assertEquals(1, count("select count(*) from submission_key where judgment_id = :id", judgment));
        assertEquals(0, sql.number("select count(*) from outbox"), "nothing is written to it until it has a reader");
        assertEquals(
                1,
                count(
                        "select count(*) from audit_entry where action = 'judgment.submitted' and subject_id = :id",
                        judgment));
        assertEquals(0, count("select count(*) from draft where assignment_id = :id", item.id()));
    }

    @Test
    void the_same_key_and_answers_get_the_same_answer_and_are_stored_once() {
        long study = studies.open(StudyFixture.everyone(1, 1, 2), 2);
        Assignment item = next(studies.admit(study));
        Submission submission = studies.submission(study, item, 0);
        Outcome first = judgments.submit(item.participationId(), submission);
        var slower = new Submission.Timing(9_000L, 0L, 0L);
        Outcome retried = judgments.submit(
                item.participationId(),
                new Submission(submission.assignment(), submission.key(), submission.answers(), slower));
        assertEquals(first, retried);
        assertEquals(1, count("select count(*) from judgment where study_id = :id", study));
    }

    @Test
    void times_of_questions_are_stored_with_their_answers_and_none_of_them_if_they_exceed_the_item() {
        long study = studies.open(StudyFixture.everyone(1, 1, 2), 2);
        Participation rater = studies.admit(study);
        List<Long> asked =
                rubrics.ofStudy(study).asked().map(StoredQuestion::id).toList();
        Map<Long, Long> times = Map.of(asked.getFirst(), 1_200L, asked.getLast(), 300L);
        for (var timing : List.of(
                new Submission.Timing(1_600L, 0L, 0L, times),
                new Submission.Timing(1_600L, 0L, 0L, Map.of(asked.getFirst(), 60_000L)))) {
            Assignment item = next(rater);
            judgments.submit(
                    rater.id(), new Submission(item.key(), UUID.randomUUID(), studies.answers(study, 0), timing));
        }
        assertEquals(
                List.of(1_200L, 300L),
                sql.list(
                        row -> row.getLong(1),
                        "select active_ms from answer where study_id = :study and active_ms is not null order by question_id",
                        bind("study", study)));
    }

    @Test
    void the_same_key_with_other_answers_or_another_item_is_refused_and_stores_nothing() {
        long study = studies.open(StudyFixture.everyone(1, 1, 3), 3);
        Participation rater = studies.admit(study);
        Submission first = studies.submission(study, next(rater), 0);
        judgments.submit(rater.id(), first);
        var otherAnswers =
                new Submission(first.assignment(), first.key(), studies.answers(study, 1), Submission.Timing.UNKNOWN);
        var otherItem = new Submission(next(rater).key(), first.key(), first.answers(), Submission.Timing.UNKNOWN);
        assertInstanceOf(Outcome.KeyReused.class, judgments.submit(rater.id(), otherAnswers));
        assertInstanceOf(Outcome.KeyReused.class, judgments.submit(rater.id(), otherItem));
        assertEquals(1, count("select count(*) from judgment where study_id = :id", study));
    }

    @Test
    void of_many_concurrent_submissions_with_one_key_one_is_stored_and_all_get_its_answer() throws Exception {
        long study = studies.open(StudyFixture.everyone(1, 1, 2), 2);
        Assignment item = next(studies.admit(study));
        Submission submission = studies.submission(study, item, 0);
        List<Outcome> outcomes = atOnce(16, () -> judgments.submit(item.participationId(), submission));
        assertEquals(1, outcomes.stream().distinct().count(), outcomes.toString());
        assertInstanceOf(Outcome.Accepted.class, outcomes.getFirst());
        assertEquals(1, count("select count(*) from judgment where study_id = :id", study));
    }

    @Test
    void unanswered_questions_come_back_as_gaps_and_nothing_is_stored() {
        long study = studies.open(StudyFixture.everyone(1, 1, 1), 1);
        Assignment item = next(studies.admit(study));
        var empty = new Submission(item.key(), UUID.randomUUID(), Answers.none(), Submission.Timing.UNKNOWN);
        var outcome = assertInstanceOf(Outcome.Incomplete.class, judgments.submit(item.participationId(), empty));
        assertEquals(rubrics.ofStudy(study).asked().toList(), outcome.gaps());
        assertEquals(0, count("select count(*) from judgment where study_id = :id", study));
    }

    @Test
    void an_edit_appends_a_revision_and_the_old_one_is_kept() {
        long study = studies.open(StudyFixture.everyone(1, 1, 2), 2);
        Assignment item = next(studies.admit(study));
        studies.submit(study, item, 0);
        studies.submit(study, item, 1);
        assertEquals(
                List.of("1 false", "2 true"),
                sql.list(
                        row -> row.getInt(1) + " " + row.getBoolean(2),
                        "select revision, current from judgment where assignment_id = :item order by revision",
                        bind("item", item.id())));
        assertEquals(1, participations.byId(item.participationId()).submitted());
    }

    @Test
    void after_half_an_hour_a_judgment_can_no_longer_be_changed() {
        long study = studies.open(StudyFixture.everyone(1, 1, 2), 2);
        Assignment item = next(studies.admit(study));
        studies.submit(study, item, 0);
        clock.advance(Assignment.REVISABLE.plusSeconds(1));
        assertInstanceOf(
                Outcome.NotYours.class, judgments.submit(item.participationId(), studies.submission(study, item, 1)));
    }

    @Test
    void a_key_that_was_never_given_out_is_not_the_rater_s() {
        long study = studies.open(StudyFixture.everyone(1, 1, 2), 2);
        Assignment item = next(studies.admit(study));
        var other = new Submission(
                UUID.randomUUID(), UUID.randomUUID(), studies.answers(study, 0), Submission.Timing.UNKNOWN);
        assertInstanceOf(Outcome.NotYours.class, judgments.submit(item.participationId(), other));
    }

    @Test
    void a_judgment_after_its_lease_takes_a_seat_that_is_still_free() {
        long study = studies.open(StudyFixture.everyone(1, 1, 1), 1);
        Assignment item = next(studies.admit(study));
        clock.advance(LEASE.plusSeconds(1));
        leases.expire();
        assertFalse(studies.submit(study, item, 0).surplus());
    }

    @Test
    void a_judgment_after_its_seat_was_given_away_is_kept_as_surplus() {
        long study = studies.open(StudyFixture.everyone(2, 1, 1), 1);
        Assignment late = next(studies.admit(study));
        clock.advance(LEASE.plusSeconds(1));
        leases.expire();
        Assignment quick = next(studies.admit(study));
        studies.submit(study, quick, 0);
        assertTrue(studies.submit(study, late, 1).surplus());
        assertTrue(studies.submit(study, late, 2).surplus(), "and stays surplus when it is changed");
        assertEquals(2, count("select count(*) from judgment where study_id = :id and current", study));
    }

    @Test
    void the_last_judgment_that_was_asked_for_completes_the_rater_s_part() {
        long study = studies.open(StudyFixture.everyone(1, 1, 2), 3);
        Participation rater = studies.admit(study);
        assertFalse(studies.submit(study, next(rater), 0).finished());
        assertTrue(studies.submit(study, next(rater), 0).finished());
        assertTrue(participations.byId(rater.id()).is(Participation.State.COMPLETED));
        assertTrue(assignments.current(rater.id()).isEmpty());
    }

    @Test
    void what_was_chosen_below_a_closed_gate_is_stored_as_not_asked() {
        long study = studies.open(StudyFixture.everyone(1, 1, 1), 1);
        // a gate on the first question's first option, before anybody has read the rubric
        sql.update("""
                with gated as (
                    update question q set gate_question_id = g.id
                    from question g join rubric r on r.id = g.rubric_id
                    where r.study_id = :study and q.rubric_id = r.id and g.position = 0 and q.position = 1
                    returning q.id, q.gate_question_id)
                insert into gate_option (question_id, gate_question_id, position)
                select id, gate_question_id, 0 from gated""", bind("study", study));
        Assignment item = next(studies.admit(study));
        var answers = studies.answers(study, 1);
        long gated =
                rubrics.ofStudy(study).asked().skip(1).findFirst().orElseThrow().id();
        assertTrue(answers.chosen().containsKey(gated), "the client sent it all the same");
        var submission = new Submission(item.key(), UUID.randomUUID(), answers, Submission.Timing.UNKNOWN);
        var accepted = assertInstanceOf(Outcome.Accepted.class, judgments.submit(item.participationId(), submission));
        assertEquals(accepted, judgments.submit(item.participationId(), submission));
        assertEquals(
                "not_asked",
                sql.one(
                        row -> row.getString(1),
                        "select source from answer where judgment_id = :judgment and question_id = :gated",
                        bind("judgment", accepted.judgmentId()),
                        bind("gated", gated)));
    }

    private Assignment next(Participation rater) {
        return assignments.current(rater.id()).orElseThrow();
    }

    private long count(String query, long id) {
        return sql.number(query, bind("id", id));
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(times)) {
            List<Future<T>> running = pool.invokeAll(java.util.Collections.nCopies(times, work));
            var done = new ArrayList<T>();
            for (Future<T> one : running) {
                done.add(one.get());
            }
            return done;
        }
    }
}
