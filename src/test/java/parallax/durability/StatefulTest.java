package parallax.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.durability.Violations.violations;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import parallax.assignment.Assignment;
import parallax.assignment.Skips;
import parallax.durability.StudyModel.Held;
import parallax.judgment.Judgments;
import parallax.judgment.Judgments.Outcome;
import parallax.judgment.Submission;
import parallax.rater.Admission;
import parallax.rater.Participation.State;
import parallax.store.PostgresResource;

/// Walks a study at random, by a seed, beside a model of it. After each step the model and the database
/// hold the same; every tenth step the invariants are checked too.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class StatefulTest extends HoldsInvariants {
    private static final int WALKS = Boolean.getBoolean("thorough") ? 200 : 6;
    private static final int STEPS = 120;
    /// No sum of such steps meets the length of a lease, so that the seconds a test takes decide nothing.
    private static final int STEP_MINUTES = 7;

    @Inject
    Admission admission;

    @Inject
    Judgments judgments;

    @Inject
    Skips skips;

    @Test
    void the_model_and_the_database_agree_after_each_step() {
        for (long seed = 1; seed <= WALKS; seed++) {
            Walk walk = new Walk(seed);
            for (int step = 1; step <= STEPS; step++) {
                String where = "seed " + seed + ", step " + step + ": ";
                String done = walk.step(where);
                assertEquals(String.join("\n", walk.model.rows()), String.join("\n", rows(walk.study)), where + done);
                if (step % 10 == 0 || step == STEPS) {
                    assertEquals(List.of(), violations(invariants), where + done);
                }
            }
        }
    }

    private final class Walk {
        final Random random;
        final long study;
        final StudyModel model;
        private final List<Sent> sent = new ArrayList<>();

        private record Sent(long rater, Submission submission, Outcome outcome) {}

        Walk(long seed) {
            random = new Random(seed);
            study = studies.open(
                    StudyFixture.plan(List.of(StudyFixture.shore("East", 3), StudyFixture.shore("West", 2)), 2, 3), 5);
            Set<Long> items = new HashSet<>(sql.list(
                    row -> row.getLong(1), "select id from item where study_id = :study", bind("study", study)));
            model = new StudyModel(Map.of("East", 3, "West", 2), items, 2, 3);
        }

        String step(String where) {
            int what = random.nextInt(100);
            if (model.raters.isEmpty() || what < 12) {
                return arrive(where);
            }
            long rater = pick(List.copyOf(model.raters.keySet()));
            if (what < 32) {
                return current(rater, where);
            } else if (what < 40) {
                return upcoming(rater, where);
            } else if (what < 62) {
                return submit(rater, where);
            } else if (what < 70) {
                return retry(where);
            } else if (what < 76) {
                return skip(rater, where);
            } else if (what < 80) {
                return extend(rater, where);
            } else if (what < 90) {
                return waitAWhile();
            } else if (what < 95) {
                return readmit(rater, where);
            }
            return design(what);
        }

        private String arrive(String where) {
            String shore = random.nextBoolean() ? "East" : "West";
            var rater = studies.admit(study, shore);
            assertEquals(model.admit(rater.id(), shore), rater.state(), where);
            return "arrive " + shore;
        }

        private String current(long rater, String where) {
            List<Held> live = model.live(rater);
            Optional<Assignment> got = assignments.current(rater);
            if (!live.isEmpty()) {
                assertEquals(live.getFirst().position, got.orElseThrow().position(), where);
                return "current " + rater;
            }
            Optional<Held> again = model.again(rater);
            if (again.isPresent()) {
                assertEquals(again.get().position, got.orElseThrow().position(), where);
            } else {
                booked(rater, model.bookable(rater, 0), got, where);
            }
            return "current " + rater;
        }

        private String upcoming(long rater, String where) {
            List<Held> live = model.live(rater);
            int position = live.isEmpty() ? 0 : live.getFirst().position;
            Optional<Assignment> got = assignments.upcoming(rater, position);
            if (live.size() != 1) {
                assertEquals(
                        live.stream().skip(1).map(h -> h.position).findFirst(), got.map(Assignment::position), where);
            } else {
                booked(rater, model.bookable(rater, 1), got, where);
            }
            return "upcoming " + rater;
        }

        private void booked(long rater, Set<Long> bookable, Optional<Assignment> got, String where) {
            assertEquals(!bookable.isEmpty(), got.isPresent(), where + bookable + " " + got);
            got.ifPresent(a -> {
                assertTrue(bookable.contains(a.itemId()), where + a + " is none of " + bookable);
                model.book(rater, a.itemId(), a.key());
            });
        }

        private String submit(long rater, String where) {
            if (model.rater(rater).given.isEmpty()) {
                return "nothing";
            }
            Held held = pick(model.rater(rater).given);
            var submission = new Submission(
                    held.key, UUID.randomUUID(), studies.answers(study, random.nextInt(3)), Submission.Timing.UNKNOWN);
            Outcome outcome = judgments.submit(rater, submission);
            if (model.submit(rater, held) == 0) {
                assertEquals(new Outcome.NotYours(), outcome, where);
            } else {
                Outcome.Accepted accepted = (Outcome.Accepted) outcome;
                assertEquals(held.surplus, accepted.surplus(), where);
                assertEquals(model.rater(rater).state == State.COMPLETED, accepted.finished(), where);
                sent.add(new Sent(rater, submission, accepted));
            }
            return "submit " + rater + " " + held.position;
        }

        /// The same key again, with the same answers or with others.
        private String retry(String where) {
            if (sent.isEmpty()) {
                return "nothing";
            }
            Sent before = pick(sent);
            Submission s = before.submission;
            if (random.nextBoolean()) {
                Outcome.Accepted first = (Outcome.Accepted) before.outcome;
                Outcome.Accepted again = (Outcome.Accepted) judgments.submit(before.rater, s);
                assertEquals(first.judgmentId(), again.judgmentId(), where);
                assertEquals(first.surplus(), again.surplus(), where);
                return "retry";
            }
            var other = new Submission(UUID.randomUUID(), s.key(), s.answers(), Submission.Timing.UNKNOWN);
            assertEquals(new Outcome.KeyReused(), judgments.submit(before.rater, other), where);
            return "reuse a key";
        }

        private String skip(long rater, String where) {
            if (model.rater(rater).given.isEmpty()) {
                return "nothing";
            }
            Held held = pick(model.rater(rater).given);
            Assignment assignment =
                    assignments.of(participations.byId(rater), held.key).orElseThrow();
            assertEquals(model.skip(rater, held), skips.skip(assignment, Skips.Reason.OTHER, ""), where);
            return "skip " + rater + " " + held.position;
        }

        private String extend(long rater, String where) {
            if (model.rater(rater).given.isEmpty()) {
                return "nothing";
            }
            Held held = pick(model.rater(rater).given);
            Assignment assignment =
                    assignments.of(participations.byId(rater), held.key).orElseThrow();
            assertEquals(model.extend(rater, held), assignments.extend(assignment), where);
            return "extend " + rater + " " + held.position;
        }

        private String waitAWhile() {
            int minutes = STEP_MINUTES * (1 + random.nextInt(6));
            clock.advance(Duration.ofMinutes(minutes));
            model.now += minutes;
            if (random.nextInt(4) > 0) {
                leases.expire();
                leases.lapse();
                model.sweep();
            }
            return "wait " + minutes + " min";
        }

        private String readmit(long rater, String where) {
            assertEquals(model.readmit(rater), admission.readmit(rater).state(), where);
            return "readmit " + rater;
        }

        private String design(int what) {
            String label = random.nextBoolean() ? "East" : "West";
            String stratum = "(select id from stratum where study_id = :study and label = :label)";
            if (what < 98) {
                sql.update(
                        "update seat set capacity = capacity + 1 where stratum_id = " + stratum,
                        bind("study", study),
                        bind("label", label));
                model.raiseReplication(label);
                return "raise K of " + label;
            }
            sql.update(
                    "update stratum set closed_at = now() where id = " + stratum,
                    bind("study", study),
                    bind("label", label));
            model.close(label);
            return "close " + label;
        }

        private <T> T pick(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }
    }

    private List<String> rows(long study) {
        return sql.list(row -> row.getString(1), """
                select format('stratum %s booked %s', label, booked) from stratum where study_id = :study
                union all
                select format('seat %s %s: %s leased, %s completed of %s', t.label, s.item_id, s.leased, s.completed, s.capacity)
                from seat s join stratum t on t.id = s.stratum_id where t.study_id = :study
                union all
                select format('rater %s %s submitted %s', id, state, submitted) from participation where study_id = :study
                union all
                select format('given %s %s: item %s %s, %s revisions%s', a.participation_id, a.position, a.item_id, a.state,
                    count(j.id), case when bool_or(j.surplus) then ', surplus' else '' end)
                from assignment a left join judgment j on j.assignment_id = a.id where a.study_id = :study
                group by a.id""", bind("study", study)).stream()
                .sorted()
                .toList();
    }
}
