package parallax.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.durability.Violations.violations;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parallax.dataset.Datasets;
import parallax.dataset.Layout;
import parallax.durability.StudyFixture;
import parallax.durability.TestClock;
import parallax.judgment.Answers;
import parallax.judgment.Judgments;
import parallax.judgment.Judgments.Outcome;
import parallax.judgment.Submission;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.signal.StudySignals;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.study.Insertions;
import parallax.study.Rubrics;
import parallax.study.Signal;
import parallax.study.StoredQuestion;
import parallax.withdrawal.Withdrawals;

/// What comes between a rater's items takes no seat, and is no second judgment.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class InterspersedTest {
    private static final int ITEMS = 12;

    @Inject
    StudyFixture studies;

    @Inject
    Assignments assignments;

    @Inject
    Skips skips;

    @Inject
    LeaseExpiry leases;

    @Inject
    Judgments judgments;

    @Inject
    Participations participations;

    @Inject
    Rubrics rubrics;

    @Inject
    StudySignals signals;

    @Inject
    Withdrawals withdrawals;

    @Inject
    Datasets datasets;

    @Inject
    TestClock clock;

    @Inject
    Sql sql;

    @Inject
    Invariants invariants;

    @AfterEach
    void nothing_is_broken() {
        assertEquals(List.of(), violations(invariants));
    }

    @Test
    void attention_items_come_on_top_and_are_no_judgments() throws IOException {
        long study = studies.open(
                StudyFixture.everyone(2, 2, ITEMS), ITEMS, Map.of(Signal.ATTENTION, 1.0), new Insertions(4, 0, 5));
        Participation careful = studies.admit(study);
        List<Assignment> given = judgeAll(study, careful, true);
        assertEquals(3, of(given, Assignment.Kind.ATTENTION).size());
        assertEquals(ITEMS, of(given, Assignment.Kind.REGULAR).size());
        assertTrue(participations.byId(careful.id()).is(Participation.State.COMPLETED));
        assertEquals(ITEMS, count("select count(*) from judgment where participation_id = :id", careful.id()));
        judgeAll(study, studies.admit(study), false);
        assertEquals(
                List.of(0.0, 3.0),
                signals.of(study).stream()
                        .map(one -> one.value(Signal.ATTENTION).orElseThrow())
                        .toList());
        assertFalse(datasets.exported(study, Layout.LONG).contains("attention"));
        assertFalse(datasets.exportedItems(study).contains("Choose the last."));
        assertEquals(
                6,
                count(
                        "select count(*) from attention_answer a join participation p on p.id = a.participation_id"
                                + " where p.study_id = :id",
                        study));
        withdrawals.withdraw(careful.id());
        assertEquals(
                3,
                count(
                        "select count(*) from attention_answer a join participation p on p.id = a.participation_id"
                                + " where p.study_id = :id",
                        study));
    }

    @Test
    void an_answer_to_an_attention_item_that_is_sent_again_is_the_same_and_a_change_of_it_counts() {
        long study = studies.open(
                StudyFixture.everyone(1, 1, ITEMS), ITEMS, Map.of(Signal.ATTENTION, 1.0), new Insertions(2, 0, 5));
        Participation rater = studies.admit(study);
        Assignment item = next(study, rater, Assignment.Kind.ATTENTION);
        Submission missed = submission(study, item, false);
        Outcome first = assertInstanceOf(Outcome.Accepted.class, judgments.submit(rater.id(), missed));
        assertEquals(first, judgments.submit(rater.id(), missed));
        assertInstanceOf(
                Outcome.KeyReused.class,
                judgments.submit(
                        rater.id(),
                        new Submission(
                                item.key(), missed.key(), studies.answers(study, 1), Submission.Timing.UNKNOWN)));
        Submission unaware = new Submission(
                item.key(), UUID.randomUUID(), studies.answers(study, 1), Submission.Timing.UNKNOWN, false);
        assertInstanceOf(Outcome.AlreadySubmitted.class, judgments.submit(rater.id(), unaware));
        assertEquals(1.0, missed(study));
        assertInstanceOf(Outcome.Accepted.class, judgments.submit(rater.id(), submission(study, item, true)));
        assertEquals(0.0, missed(study));
        assertEquals(first, judgments.submit(rater.id(), missed), "a late retry of the first is known still");
        assertEquals(
                2,
                count("select count(*) from attention_answer where participation_id = :id", rater.id()),
                "revisions");
        clock.advance(Assignment.REVISABLE.plusSeconds(1));
        assertInstanceOf(Outcome.NotYours.class, judgments.submit(rater.id(), submission(study, item, false)));
    }

    private double missed(long study) {
        return signals.of(study).getFirst().value(Signal.ATTENTION).orElseThrow();
    }

    @Test
    void an_attention_item_can_be_skipped_and_comes_back_after_a_pause_like_any_other() {
        long study = studies.open(
                StudyFixture.everyone(1, 1, ITEMS), ITEMS, Map.of(Signal.ATTENTION, 1.0), new Insertions(2, 0, 5));
        Participation rater = studies.admit(study);
        Assignment item = next(study, rater, Assignment.Kind.ATTENTION);
        assignments.open(item);
        clock.advance(Duration.ofMinutes(StudyFixture.LEASE_MINUTES + 1));
        leases.expire();
        assertEquals(item.key(), assignments.current(rater.id()).orElseThrow().key());
        assertTrue(skips.skip(assignments.current(rater.id()).orElseThrow(), Skips.Reason.OTHER, ""));
        assertEquals(0, count("select count(*) from attention_answer where participation_id = :id", rater.id()));
        assertTrue(assignments.current(rater.id()).isPresent());
    }

    @Test
    void repeats_are_the_raters_own_after_enough_others_and_count_once() throws IOException {
        int after = 3;
        long study = studies.open(StudyFixture.everyone(3, 3, ITEMS), ITEMS, Map.of(), new Insertions(0, 4, after));
        Participation rater = studies.admit(study);
        List<Assignment> given = judgeAll(study, rater, true);
        List<Assignment> repeats = of(given, Assignment.Kind.REPEAT);
        assertEquals(ITEMS, given.size(), "a repeat takes the place of a new item");
        assertTrue(repeats.size() >= 2, repeats.toString());
        for (Assignment repeat : repeats) {
            Assignment first = given.stream()
                    .filter(a -> a.itemId() == repeat.itemId() && a.kind() == Assignment.Kind.REGULAR)
                    .findFirst()
                    .orElseThrow();
            assertEquals(2, repeat.occasion());
            assertTrue(repeat.position() - first.position() > after, first + " " + repeat);
        }
        assertEquals(
                repeats.size(),
                count(
                        "select count(*) from judgment where participation_id = :id and occasion = 2 and not surplus",
                        rater.id()));
        assertEquals(
                ITEMS - repeats.size(),
                count(
                        "select coalesce(sum(completed), 0) from seat s join item i on i.id = s.item_id where i.study_id = :id",
                        study));
        long rows = datasets.exported(study, Layout.LONG)
                .lines()
                .filter(line -> line.contains(",2,1,false,"))
                .count();
        long asked = rubrics.ofStudy(study).questions().count();
        assertEquals(asked * repeats.size(), rows, "they leave as a second occasion");
        withdrawals.withdraw(rater.id());
        assertEquals(
                0,
                count(
                        "select coalesce(sum(completed), 0) from seat s join item i on i.id = s.item_id where i.study_id = :id",
                        study));
    }

    private List<Assignment> judgeAll(long study, Participation rater, boolean carefully) {
        var given = new ArrayList<Assignment>();
        for (Optional<Assignment> next = assignments.current(rater.id());
                next.isPresent();
                next = assignments.current(rater.id())) {
            given.add(next.get());
            assertInstanceOf(
                    Outcome.Accepted.class, judgments.submit(rater.id(), submission(study, next.get(), carefully)));
        }
        return given;
    }

    private Assignment next(long study, Participation rater, Assignment.Kind kind) {
        Assignment next = assignments.current(rater.id()).orElseThrow();
        while (next.kind() != kind) {
            judgments.submit(rater.id(), submission(study, next, true));
            next = assignments.current(rater.id()).orElseThrow();
        }
        return next;
    }

    private Submission submission(long study, Assignment item, boolean carefully) {
        StoredQuestion first = rubrics.ofStudy(study).asked().findFirst().orElseThrow();
        var chosen = new HashMap<>(studies.answers(study, item.position()).chosen());
        if (item.kind() == Assignment.Kind.ATTENTION) {
            chosen.put(first.id(), carefully ? first.options().size() - 1 : 0);
        }
        return new Submission(item.key(), UUID.randomUUID(), new Answers(chosen), Submission.Timing.UNKNOWN);
    }

    private static List<Assignment> of(List<Assignment> given, Assignment.Kind kind) {
        return given.stream().filter(a -> a.kind() == kind).toList();
    }

    private long count(String select, long id) {
        return sql.number(select, bind("id", id));
    }
}
