package parallax.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static parallax.durability.Violations.violations;
import static parallax.store.Sql.bind;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parallax.assignment.Assignment;
import parallax.assignment.LeaseExpiry;
import parallax.durability.TestClock;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.study.Sampling;

/// Two people share a machine, and one of them has another. They answer, lose the network, reload, open
/// a second tab, go on elsewhere, stay away too long, go back, undo, leave, return and withdraw, as dice
/// decide. After every step the page shows what its person chose, and at the end the store holds just
/// that: nothing lost, nothing another's, nothing that nobody answered.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RaterModelTest extends Story {
    private static final int RUNS = Integer.getInteger("runs", Boolean.getBoolean("thorough") ? 200 : 5);
    private static final int STEPS = 14;
    private static final long FIRST_SEED = Long.getLong("seed", 20_261_130L);

    @Inject
    TestClock clock;

    @Inject
    LeaseExpiry leases;

    @Inject
    Invariants invariants;

    @Inject
    Participations participations;

    @Inject
    Sql sql;

    private final List<String> faults = new ArrayList<>();

    @Test
    void nothing_is_lost_nothing_is_anothers_and_nothing_is_answered_by_accident() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            run(seed);
            assertEquals(List.of(), faults, "seed " + seed + ": -Dseed=" + seed);
        }
        assertEquals(List.of(), violations(invariants));
    }

    private void run(long seed) {
        var dice = new Random(seed);
        var study =
                world.open(world.twoShores("Model " + seed, 10, 4), "One.", "Two.", "Three.", "Four.", "Five.", "Six.");
        Visitor shared = somebody();
        Visitor other = somebody();
        var ada = new ModelledRater("ada-" + seed, study, shared);
        var ben = new ModelledRater("ben-" + seed, study, shared);
        ada.begins();
        var machines = new Machines(shared, other);
        ModelledRater now = ada;
        var steps = new ArrayList<String>();
        try {
            for (int n = 0; n < STEPS && now.isRating(); n++) {
                now = step(dice, now, now == ada ? ben : ada, machines, steps);
                sees(now, steps);
            }
            end(dice, now, now == ada ? ben : ada, machines, steps);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + " after " + steps, e);
        }
        holds(study, ada, steps);
        holds(study, ben, steps);
        for (Visitor machine : List.of(shared, other)) {
            machine.sawNothingWrong();
            machine.close();
        }
    }

    /// The machine that both use, and the one that one of them has besides.
    private record Machines(Visitor shared, Visitor other) {}

    /// @return who is at it afterwards
    private ModelledRater step(
            Random dice, ModelledRater rater, ModelledRater beside, Machines machines, List<String> steps) {
        int die = dice.nextInt(100);
        if (die < 34) {
            List<String> questions = rater.questions();
            return did(
                    steps,
                    "answers",
                    rater,
                    r -> r.answers(questions.get(dice.nextInt(questions.size())), String.valueOf(dice.nextInt(3))));
        }
        if (die < 40) {
            return did(steps, "presses a digit", rater, r -> r.pressesDigit(dice.nextInt(3)));
        }
        if (die < 46) {
            return did(steps, "undoes", rater, ModelledRater::undoes);
        }
        if (die < 54) {
            return did(steps, "loses the network", rater, r -> r.at().losesTheNetwork());
        }
        if (die < 60) {
            return did(steps, "reloads", rater, ModelledRater::reloads);
        }
        if (die < 65) {
            return did(steps, "moves to another tab", rater, ModelledRater::movesToAnotherTab);
        }
        if (die < 70) {
            return did(steps, "stays away too long", rater, r -> r.pauses(() -> theLeaseEnds(rater, beside)));
        }
        if (die < 75) {
            return did(steps, "leaves and returns", rater, ModelledRater::leavesAndReturns);
        }
        if (die < 80) {
            return did(steps, "goes on elsewhere", rater, r -> goesElsewhere(r, machines));
        }
        if (die < 86) {
            return isAtShared(rater, machines) ? takesTurns(rater, beside, machines, steps) : rater;
        }
        if (die < 92 && rater.canGoBack()) {
            return did(steps, "goes back", rater, ModelledRater::goesBack);
        }
        if (rater.isChanging() && dice.nextBoolean()) {
            return did(steps, "leaves it as it was", rater, ModelledRater::leavesItAsItWas);
        }
        return did(steps, "submits", rater, r -> r.submits(String.valueOf(dice.nextInt(3))));
    }

    private static ModelledRater did(
            List<String> steps, String what, ModelledRater rater, java.util.function.Consumer<ModelledRater> does) {
        steps.add(rater.panelId.substring(0, 3) + " " + what);
        does.accept(rater);
        return rater;
    }

    private void theLeaseEnds(ModelledRater rater, ModelledRater beside) {
        rater.seen.tooLate();
        beside.seen.tooLate();
        clock.advance(Duration.ofMinutes(Sampling.LEASE_MINUTES + 1));
        leases.expire();
    }

    private static boolean isAtShared(ModelledRater rater, Machines machines) {
        return rater.at().page.context().equals(machines.shared().page.context());
    }

    /// With everything saved: what waits in a browser waits there.
    private static void goesElsewhere(ModelledRater rater, Machines machines) {
        rater.isSaved();
        Visitor to = isAtShared(rater, machines) ? machines.other() : machines.shared();
        rater.comesBack(tab(to));
    }

    /// Somebody else sits down at the machine, whether or not everything was saved.
    private static ModelledRater takesTurns(
            ModelledRater rater, ModelledRater beside, Machines machines, List<String> steps) {
        steps.add(beside.panelId.substring(0, 3) + " sits down");
        rater.at().isBackOnline();
        Visitor machine = tab(machines.shared());
        if (beside.hasBegun()) {
            beside.comesBack(machine);
        } else {
            beside.sitsDownAt(machine);
            beside.begins();
        }
        return beside;
    }

    /// A tab of its own, as the one that somebody used last may be closed.
    private static Visitor tab(Visitor machine) {
        BrowserContext browser = machine.page.context();
        List<Page> before = List.copyOf(browser.pages());
        Visitor fresh = machine.in(browser.newPage());
        before.forEach(Page::close);
        return fresh;
    }

    /// Both come back to where something of theirs may still wait, and one of four withdraws.
    private void end(Random dice, ModelledRater last, ModelledRater beside, Machines machines, List<String> steps) {
        if (last.isRating()) {
            last.isSaved();
        }
        if (beside.hasBegun()) {
            beside.comesBack(tab(machines.shared()));
            if (beside.isRating()) {
                sees(beside, steps);
                beside.isSaved();
            }
        }
        if (dice.nextInt(4) == 0) {
            last.comesBack(tab(last.at()));
            if (!last.isFinished()) {
                steps.add(last.panelId.substring(0, 3) + " withdraws");
                last.withdraws();
            }
        }
    }

    private void sees(ModelledRater rater, List<String> steps) {
        if (rater.isRating() && !rater.page().equals(rater.seen.on(rater.item()))) {
            faults.add("on the page of " + rater.panelId + " stands " + rater.page() + ", not "
                    + rater.seen.on(rater.item()) + " after " + steps);
        }
    }

    /// The store holds of somebody what they saw, and nothing else.
    private void holds(World.OpenStudy study, ModelledRater rater, List<String> steps) {
        compare("submitted", rater, rater.seen.submitted, stored(study, rater, JUDGED), steps);
        compare("chosen", rater, rater.seen.open, stored(study, rater, DRAFTS), steps);
    }

    private void compare(
            String what,
            ModelledRater rater,
            Map<String, Map<String, String>> seen,
            Map<String, Map<String, String>> stored,
            List<String> steps) {
        var wanted = new HashMap<>(seen);
        wanted.values().removeIf(Map::isEmpty);
        if (!wanted.equals(stored)) {
            faults.add(what + " by " + rater.panelId + ": stored " + stored + ", seen " + wanted + " after " + steps);
        }
    }

    private static final String JUDGED = """
            select a.key::text as item, w.question_id::text as question, w.position::text as option
            from participation p
            join judgment j on j.participation_id = p.id and j.current join assignment a on a.id = j.assignment_id
            join answer w on w.study_id = j.study_id and w.judgment_id = j.id and w.source = 'rater'
            where p.id = :rater and :earliest::timestamptz is not null""";

    /// What was changed of a submitted item counts whole, as its page shows it.
    private static final String DRAFTS = """
            select a.key::text as item, d.question_id::text as question, d.position::text as option
            from participation p
            join assignment a on a.participation_id = p.id join draft d on d.assignment_id = a.id
            where p.id = :rater and a.state <> 'submitted' and d.position is not null
            union
            select a.key::text, w.question_id::text, coalesce(d.position, w.position)::text
            from participation p
            join judgment j on j.participation_id = p.id and j.current join assignment a on a.id = j.assignment_id
            join answer w on w.study_id = j.study_id and w.judgment_id = j.id and w.source = 'rater'
            left join draft d on d.assignment_id = a.id and d.question_id = w.question_id
            where p.id = :rater
                and exists (select 1 from draft o where o.assignment_id = a.id and a.closed_at > :earliest)""";

    private Map<String, Map<String, String>> stored(World.OpenStudy study, ModelledRater rater, String query) {
        var stored = new HashMap<String, Map<String, String>>();
        var origin = Participations.Origin.panel("Prolific", rater.panelId, null);
        long id =
                participations.known(study.id(), origin).map(Participation::id).orElse(0L);
        sql.list(
                row -> stored.computeIfAbsent(row.getString("item"), item -> new TreeMap<>())
                        .put(row.getString("question"), String.valueOf(row.getString("option"))),
                query,
                bind("rater", id),
                bind("earliest", clock.instant().minus(Assignment.REVISABLE)));
        return stored;
    }
}
