package parallax.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.durability.Violations.violations;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parallax.assignment.Assignment;
import parallax.assignment.Assignments;
import parallax.durability.StudyFixture;
import parallax.identity.Actor;
import parallax.identity.Token;
import parallax.judgment.Answers;
import parallax.judgment.Judgments;
import parallax.judgment.Submission;
import parallax.rater.Admission;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.study.Answer;
import parallax.study.FreeText;
import parallax.study.Rubrics;
import parallax.study.SeveralOptions;
import parallax.study.Signal;
import parallax.study.StoredQuestion;
import parallax.study.StudyPlan;
import parallax.study.WatchedSignals;
import parallax.withdrawal.Withdrawals;

/// Each signal stands by itself, is told before consent, and looks at nothing that others answered.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class StudySignalsTest {
    private static final int ITEMS = 10;
    private static final Map<Signal, Double> ALL = Map.of(
            Signal.SPEED, 0.2, Signal.STRAIGHT_LINING, 5.0, Signal.DUPLICATE_DEVICE, 1.0, Signal.PANEL_FLAG, 1.0);

    private static final StudyPlan IN_WORDS =
            StudyFixture.plan("question-types", List.of(StudyPlan.StratumPlan.everyone(5)), 5, 3);

    @Inject
    StudyFixture studies;

    @Inject
    Rubrics rubrics;

    @Inject
    Assignments assignments;

    @Inject
    Judgments judgments;

    @Inject
    Participations participations;

    @Inject
    Admission admission;

    @Inject
    Withdrawals withdrawals;

    @Inject
    StudySignals signals;

    @Inject
    WatchedSignals watched;

    @Inject
    PanelFlags flags;

    @Inject
    Sql sql;

    @Inject
    Invariants invariants;

    @AfterEach
    void nothing_is_broken() {
        assertEquals(List.of(), violations(invariants));
    }

    @Test
    void a_run_of_the_same_answers_is_told_with_its_length() {
        long study = studies.open(StudyFixture.everyone(5, 5, ITEMS), ITEMS, ALL);
        Participation same = studies.admit(study);
        Participation varied = studies.admit(study);
        for (int item = 0; item < ITEMS; item++) {
            judge(study, same, item < 2 || item > 7 ? item : 1);
            judge(study, varied, item);
        }
        assertEquals(7.0, value(study, same, Signal.STRAIGHT_LINING), "the second to the eighth");
        assertTrue(raised(study, same, Signal.STRAIGHT_LINING));
        assertEquals(1.0, value(study, varied, Signal.STRAIGHT_LINING));
        assertFalse(raised(study, varied, Signal.STRAIGHT_LINING));
    }

    /// R32: agreeing with a minority is never a signal.
    @Test
    void what_others_answer_changes_no_signal() {
        var seen = new ArrayList<List<RaterSignals.Value>>();
        for (int others : new int[] {0, 1, 2}) {
            long study = studies.open(StudyFixture.everyone(9, 9, ITEMS), ITEMS, ALL);
            Participation one = studies.admit(study);
            for (int item = 0; item < ITEMS; item++) {
                judge(study, one, item % 3);
            }
            for (int other = 0; other < 6; other++) {
                Participation somebody = studies.admit(study);
                for (int item = 0; item < ITEMS; item++) {
                    judge(study, somebody, others);
                }
            }
            seen.add(of(study, one).values());
        }
        assertEquals(seen.get(0), seen.get(1));
        assertEquals(seen.get(0), seen.get(2));
    }

    @Test
    void a_signal_without_data_has_no_value_and_is_not_raised() {
        long study = studies.open(StudyFixture.everyone(1, 1, 2), 2, ALL);
        Participation rater = studies.admit(study);
        assertEquals(List.of(), signals.of(study), "who judged nothing is not looked at");
        judge(study, rater, 0);
        assertTrue(of(study, rater).value(Signal.SPEED).isEmpty());
        assertFalse(of(study, rater).isAnyRaised());
    }

    @Test
    void what_is_looked_at_is_told_before_consent_and_stays_as_it_was_told() {
        long study = studies.open(StudyFixture.everyone(1, 1, 2), 2, Map.of(Signal.SPEED, 0.3));
        String told = participations.consentStatement(study);
        assertTrue(told.startsWith("I agree.") && told.contains(Signal.SPEED.disclosure()), told);
        assertFalse(told.contains(Signal.PANEL_FLAG.disclosure()), "of what it does not look at nothing is said");
        assertFalse(watched.set(study, ALL, Actor.system()));
        assertEquals(Map.of(Signal.SPEED, 0.3), watched.of(study));
        long plain = studies.open(StudyFixture.everyone(1, 1, 2), 2);
        assertEquals("I agree.", participations.consentStatement(plain));
    }

    @Test
    void the_panels_flags_are_taken_all_or_none_and_taken_back() {
        long study = studies.open(StudyFixture.everyone(2, 2, 2), 2, ALL);
        String panelId = "panel-id-" + UUID.randomUUID();
        Token token = participations
                .arrive(study, Participations.Origin.panel("Prolific", panelId, null))
                .orElseThrow();
        Participation arrived = participations.bySession(study, token).orElseThrow();
        participations.consent(arrived);
        Participation rater = admission.admit(arrived.id(), studies.living(study));
        judge(study, rater, 0);
        boolean flagged = true;
        assertEquals(
                List.of("Line 2: nobody of that id takes part in this study."),
                flags.set(study, List.of(rater.pseudonym(), "nobody"), flagged, Actor.system()));
        assertEquals(0.0, value(study, rater, Signal.PANEL_FLAG));
        assertEquals(List.of(), flags.set(study, List.of(panelId), flagged, Actor.system()));
        assertTrue(raised(study, rater, Signal.PANEL_FLAG));
        assertEquals(List.of(), flags.set(study, List.of(rater.pseudonym()), !flagged, Actor.system()));
        assertFalse(raised(study, rater, Signal.PANEL_FLAG));
    }

    @Test
    void of_who_withdraws_nothing_is_left() {
        long study = studies.open(StudyFixture.everyone(2, 2, 2), 2, ALL);
        Participation rater = studies.admit(study);
        judge(study, rater, 0);
        assertEquals(List.of(), flags.set(study, List.of(rater.pseudonym()), true, Actor.system()));
        sql.update(
                "insert into device_mark (participation_id, study_id, mark) values (:id, :study, sha256('x'))",
                bind("id", rater.id()),
                bind("study", study));
        withdrawals.withdraw(rater.id());
        assertEquals(List.of(), signals.of(study));
        assertEquals(0, sql.number("""
                select (select count(*) from device_mark where participation_id = :id)
                    + (select count(*) from panel_flag where participation_id = :id)""", bind("id", rater.id())));
    }

    @Test
    void what_was_brought_into_words_and_how_often_the_page_was_left_is_counted_over_every_revision() {
        Map<Signal, Double> both = Map.of(Signal.PASTE, 1.0, Signal.LOST_FOCUS, 3.0);
        long study = studies.open(IN_WORDS, 3, both);
        Participation rater = studies.admit(study);
        Participation withoutScripts = studies.admit(study);
        UUID first = write(study, rater, null, new Submission.Written(0, 2));
        write(study, rater, null, new Submission.Written(4, 0));
        assertEquals(1.0, value(study, rater, Signal.PASTE), "one text");
        assertEquals(2.0, value(study, rater, Signal.LOST_FOCUS));
        assertFalse(raised(study, rater, Signal.LOST_FOCUS));
        write(study, rater, first, new Submission.Written(1, 1));
        assertEquals(2.0, value(study, rater, Signal.PASTE), "a change takes nothing back");
        assertEquals(3.0, value(study, rater, Signal.LOST_FOCUS));
        assertTrue(raised(study, rater, Signal.LOST_FOCUS));
        write(study, withoutScripts, null, null);
        assertTrue(of(study, withoutScripts).value(Signal.PASTE).isEmpty(), "nobody counted");
    }

    @Test
    void of_words_nothing_is_counted_that_raters_were_not_told() {
        long study = studies.open(IN_WORDS, 3, Map.of(Signal.LOST_FOCUS, 3.0));
        Participation rater = studies.admit(study);
        write(study, rater, null, new Submission.Written(4, 2));
        assertEquals(
                List.of("null 2"),
                sql.list(
                        row -> row.getString(1),
                        "select coalesce(h.pastes::text, 'null') || ' ' || h.leaves from how_written h"
                                + " join judgment j on j.id = h.judgment_id where j.study_id = :study",
                        bind("study", study)));
        long plain = studies.open(IN_WORDS, 3, Map.of());
        write(plain, studies.admit(plain), null, new Submission.Written(4, 2));
        assertEquals(
                0,
                sql.number(
                        "select count(*) from how_written h join judgment j on j.id = h.judgment_id where j.study_id = :study",
                        bind("study", plain)));
    }

    /// Answers everything, with some words.
    ///
    /// @param again the assignment that is changed; null for the next item
    private UUID write(long study, Participation rater, @Nullable UUID again, Submission.@Nullable Written how) {
        UUID item =
                again == null ? assignments.current(rater.id()).orElseThrow().key() : again;
        StoredQuestion words = rubrics.ofStudy(study)
                .asked()
                .filter(question -> question.question() instanceof FreeText)
                .findFirst()
                .orElseThrow();
        var given = new HashMap<Long, Answer>();
        for (StoredQuestion asked : rubrics.ofStudy(study).asked().toList()) {
            if (!asked.options().isEmpty()) {
                boolean several = asked.question() instanceof SeveralOptions;
                given.put(asked.id(), several ? new Answer.Several(List.of(0)) : new Answer.One(0));
            }
        }
        given.put(words.id(), new Answer.Text("In my own words, " + UUID.randomUUID()));
        boolean change = true;
        var outcome = judgments.submit(
                rater.id(),
                new Submission(
                        item,
                        UUID.randomUUID(),
                        new Answers(given, Set.of()),
                        Submission.Timing.UNKNOWN,
                        change,
                        how == null ? Map.of() : Map.of(words.id(), how)));
        assertTrue(outcome instanceof Judgments.Outcome.Accepted, outcome.toString());
        return item;
    }

    private void judge(long study, Participation rater, int turn) {
        Assignment item = assignments.current(rater.id()).orElseThrow();
        var submission =
                new Submission(item.key(), UUID.randomUUID(), studies.answers(study, turn), Submission.Timing.UNKNOWN);
        judgments.submit(rater.id(), submission);
    }

    private RaterSignals of(long study, Participation rater) {
        return signals.of(study).stream()
                .filter(one -> one.participation() == rater.id())
                .findFirst()
                .orElseThrow();
    }

    private double value(long study, Participation rater, Signal signal) {
        return of(study, rater).value(signal).orElseThrow();
    }

    private boolean raised(long study, Participation rater, Signal signal) {
        return of(study, rater).values().stream().anyMatch(v -> v.signal() == signal && v.raised());
    }
}
