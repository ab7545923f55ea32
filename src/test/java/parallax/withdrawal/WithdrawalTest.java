package parallax.withdrawal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.assignment.Assignment;
import parallax.assignment.Drafts;
import parallax.assignment.ProblemReports;
import parallax.assignment.Skips;
import parallax.durability.HoldsInvariants;
import parallax.durability.StudyFixture;
import parallax.identity.Token;
import parallax.judgment.Judgments;
import parallax.judgment.Judgments.Outcome;
import parallax.rater.Admission;
import parallax.rater.Demographics;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.store.PostgresResource;
import parallax.study.Populations;
import parallax.study.Rubrics;

/// Somebody takes their data back in the middle of everything.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WithdrawalTest extends HoldsInvariants {
    private static final String PANEL_ID = "panel-id-of-somebody-who-withdraws";
    private static final String OWN_WORDS = "the island of somebody who withdraws";

    @Inject
    Admission admission;

    @Inject
    Populations populations;

    @Inject
    Drafts drafts;

    @Inject
    Skips skips;

    @Inject
    ProblemReports problems;

    @Inject
    Judgments judgments;

    @Inject
    Rubrics rubrics;

    @Inject
    Withdrawals withdrawals;

    private long study;
    private Participation rater;

    @BeforeEach
    void somebody_in_the_middle_of_a_study() {
        study = studies.open(StudyFixture.everyone(1, 1, 4), 4);
        var origin = Participations.Origin.panel("Prolific", PANEL_ID + study, "visit");
        Token token = participations.begin(study, origin).orElseThrow();
        Participation consented = participations.bySession(study, token).orElseThrow();
        long shore = populations.axes(study).getFirst().id();
        rater = admission.admit(
                consented.id(),
                new Demographics(List.of(
                        new Demographics.Said(shore, List.of(Demographics.Value.ownWords(OWN_WORDS + study))))));
        studies.submit(study, assignments.current(rater.id()).orElseThrow(), 0);
        studies.submit(study, assignments.current(rater.id()).orElseThrow(), 1);
        skips.skip(assignments.current(rater.id()).orElseThrow(), Skips.Reason.OTHER, "a note of " + PANEL_ID + study);
    }

    @Test
    void nothing_of_them_is_left_anywhere_but_that_it_happened() {
        Assignment held = assignments.current(rater.id()).orElseThrow();
        long question = rubrics.ofStudy(study).asked().findFirst().orElseThrow().id();
        drafts.keep(held, Drafts.Page.ITEM, question, Drafts.Draft.one(1), 1);
        problems.report(held, ProblemReports.Reason.OTHER, "a problem of " + PANEL_ID + study);
        assertEquals(
                List.of("demographic_answer", "problem_report", "skip"),
                tablesWith(PANEL_ID + study, OWN_WORDS + study));

        withdrawals.withdraw(rater.id());

        assertEquals(List.of(), tablesWith(PANEL_ID + study, OWN_WORDS + study, rater.pseudonym()));
        for (String table :
                List.of("judgment", "assignment", "demographic_answer", "group_membership", "former_demographics")) {
            assertEquals(
                    0, count("select count(*) from " + table + " where participation_id = :id", rater.id()), table);
        }
        assertEquals(0, count("select count(*) from answer where study_id = :id", study));
        assertEquals(
                1,
                count(
                        "select count(*) from audit_entry where action = 'rater.withdrew' and subject_id = :id",
                        rater.id()));
        assertEquals(
                0,
                count(
                        "select sum(leased + completed) from seat s join item i on i.id = s.item_id where i.study_id = :id",
                        study));
    }

    @Test
    void their_place_and_their_seats_are_another_s_and_they_do_not_come_again() {
        withdrawals.withdraw(rater.id());
        var origin = Participations.Origin.panel("Prolific", PANEL_ID + study, "another visit");
        assertEquals(Optional.empty(), participations.begin(study, origin).map(Token::text));
        assertTrue(participations.known(study, origin).orElseThrow().is(Participation.State.WITHDRAWN));
        Participation next = studies.admit(study);
        assertEquals(Participation.State.ADMITTED, next.state());
        for (int n = 0; n < 4; n++) {
            assertFalse(studies.submit(study, assignments.current(next.id()).orElseThrow(), n)
                    .surplus());
        }
    }

    @Test
    void figures_that_were_read_before_are_gone() {
        sql.update("""
                insert into analysis_run (study_id, kind, request, up_to, state, digest, created_at, started_at, finished_at)
                values (:study, 'standing', '{}', 1, 'done', 'x', now(), now(), now())""", bind("study", study));
        withdrawals.withdraw(rater.id());
        assertEquals(0, count("select count(*) from analysis_run where study_id = :id", study));
    }

    @Test
    void what_they_send_meanwhile_is_stored_before_or_not_at_all() throws Exception {
        Assignment held = assignments.current(rater.id()).orElseThrow();
        try (var pool = Executors.newFixedThreadPool(2)) {
            var sent = pool.submit(() -> judgments.submit(rater.id(), studies.submission(study, held, 2)));
            var taken = pool.submit(() -> withdrawals.withdraw(rater.id()));
            taken.get();
            sent.get();
        }
        assertEquals(0, count("select count(*) from judgment where study_id = :id", study));
        Outcome late = judgments.submit(rater.id(), studies.submission(study, held, 2));
        assertInstanceOf(Outcome.NotYours.class, late);
    }

    private List<String> tablesWith(String... marks) {
        var found = new ArrayList<String>();
        for (String table : sql.list(
                row -> row.getString(1),
                "select table_name from information_schema.tables where table_schema = 'public' order by table_name")) {
            for (String mark : marks) {
                boolean holds = sql.number(
                                "select count(*) from " + table + " t where position(:mark in t::text) > 0",
                                bind("mark", mark))
                        > 0;
                if (holds && !found.contains(table)) {
                    found.add(table);
                }
            }
        }
        return found;
    }

    private long count(String query, long id) {
        return sql.number(query, bind("id", id));
    }
}
