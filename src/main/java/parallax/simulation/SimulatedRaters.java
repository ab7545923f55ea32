package parallax.simulation;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import parallax.assignment.Assignment;
import parallax.assignment.Assignments;
import parallax.assignment.Skips;
import parallax.item.Item;
import parallax.item.Items;
import parallax.judgment.Answers;
import parallax.judgment.Judgments;
import parallax.judgment.Submission;
import parallax.rater.Admission;
import parallax.rater.Demographics;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.store.Sql;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Rubrics;
import parallax.study.StoredRubric;
import parallax.study.Study;

/// A population of simulated raters that judges a study as people do: they arrive, agree, say who they are,
/// are admitted or not, and judge one item after another until nothing is left for them.
///
/// Rater n of a seed is always the same rater and answers an item always the same way. Started again, the
/// simulation goes on where it was.
@ApplicationScoped
public class SimulatedRaters {
    private final Sql sql;
    private final Participations participations;
    private final Admission admission;
    private final Populations populations;
    private final Assignments assignments;
    private final Skips skips;
    private final Judgments judgments;
    private final Rubrics rubrics;
    private final Items items;

    public SimulatedRaters(
            Sql sql,
            Participations participations,
            Admission admission,
            Populations populations,
            Assignments assignments,
            Skips skips,
            Judgments judgments,
            Rubrics rubrics,
            Items items) {
        this.sql = sql;
        this.participations = participations;
        this.admission = admission;
        this.populations = populations;
        this.assignments = assignments;
        this.skips = skips;
        this.judgments = judgments;
        this.rubrics = rubrics;
        this.items = items;
    }

    /// @param raters how many arrive; those whose stratum is full are screened out like people
    /// @param threads how many judge at the same time
    public record Plan(ResponseModel model, SelfDescriptions descriptions, int raters, int threads) {
        public Plan {
            if (raters < 1 || threads < 1) {
                throw new IllegalArgumentException("a simulation needs at least one rater and one thread");
            }
        }

        public static Plan typical(long seed, int raters) {
            return new Plan(ResponseModel.typical(seed), SelfDescriptions.TYPICAL, raters, 2);
        }

        String externalId(int number) {
            return "simulated-" + model.seed() + "-" + number;
        }
    }

    /// What this run added; earlier runs are not counted.
    ///
    /// @param seen raters who came by, the finished of an earlier run among them
    public record Tally(int seen, int judged, int skipped) {
        static final Tally NOTHING = new Tally(0, 0, 0);

        Tally plus(Tally more) {
            return new Tally(seen + more.seen, judged + more.judged, skipped + more.skipped);
        }
    }

    /// Told after every judgment and every rater, by one thread at a time.
    @FunctionalInterface
    public interface Progress {
        void at(Tally soFar);
    }

    /// Lets the population judge until each has what they were asked for, no seat is free, the study is no
    /// longer open, or the caller has enough.
    ///
    /// @throws IllegalStateException if the study is not marked synthetic
    public Tally judge(long studyId, Plan plan, Progress progress, BooleanSupplier cancelled) {
        requireSynthetic(studyId);
        Visit visit = new Visit(studyId, plan, populations.ofStudy(studyId), rubrics.ofStudy(studyId));
        Crowd crowd = new Crowd(plan.threads(), progress, () -> cancelled.getAsBoolean() || !isOpen(studyId));
        List<Integer> waiting = IntStream.rangeClosed(1, plan.raters()).boxed().toList();
        int judgedBefore;
        do {
            // seats that were held by others in the last round may be free in the next
            judgedBefore = crowd.tally().judged();
            waiting = crowd.round(waiting, number -> visit(visit, number, crowd));
        } while (!waiting.isEmpty() && crowd.tally().judged() > judgedBefore && !crowd.isOver());
        return crowd.tally();
    }

    private record Visit(long studyId, Plan plan, Population population, StoredRubric rubric) {}

    /// @return whether the rater may find a free seat later
    private boolean visit(Visit visit, int number, Crowd crowd) {
        Plan plan = visit.plan();
        var origin = Participations.Origin.simulated(plan.externalId(number));
        participations.arrive(visit.studyId(), origin);
        Participation arrived = participations.known(visit.studyId(), origin).orElseThrow();
        participations.consent(arrived);
        Demographics demographics = plan.descriptions()
                .of(number, visit.population().axes(), plan.model().draws());
        Participation rater = admission.admit(arrived.id(), demographics);
        if (rater.is(Participation.State.LAPSED)) {
            rater = admission.readmit(rater.id());
        }
        var simulated = new SimulatedRater(number, SelfDescriptions.groups(demographics, visit.population()));
        return rater.is(Participation.State.ADMITTED) && judgeAll(visit, rater, simulated, crowd);
    }

    private boolean judgeAll(Visit visit, Participation rater, SimulatedRater simulated, Crowd crowd) {
        while (!crowd.isOver()) {
            Optional<Assignment> next = assignments.current(rater.id());
            if (next.isEmpty()) {
                return waitsOrEnds(rater.id());
            }
            crowd.add(judgeOne(visit, next.get(), simulated));
        }
        return false;
    }

    private boolean waitsOrEnds(long participationId) {
        Participation now = participations.byId(participationId);
        if (!now.is(Participation.State.ADMITTED)) {
            return false;
        }
        if (assignments.mayBeFreeLater(now)) {
            return true;
        }
        assignments.finish(now);
        return false;
    }

    private Tally judgeOne(Visit visit, Assignment assignment, SimulatedRater simulated) {
        var behaviour = new SimulatedAnswers(visit.plan().model());
        Item item = items.byId(assignment.itemId());
        assignments.open(assignment);
        if (behaviour.skips(simulated, item)) {
            skips.skip(assignment, Skips.Reason.UNCLEAR, "");
            return new Tally(0, 0, 1);
        }
        Answers answers = behaviour.answers(simulated, item, visit.rubric());
        var submission = new Submission(
                assignment.key(),
                behaviour.key(simulated, item, assignment.occasion()),
                answers,
                behaviour.timing(simulated, item, answers));
        return switch (judgments.submit(assignment.participationId(), submission)) {
            case Judgments.Outcome.Accepted accepted -> new Tally(0, 1, 0);
            case Judgments.Outcome.Incomplete incomplete -> throw refused(simulated, item, "left questions open");
            case Judgments.Outcome.KeyReused reused -> throw refused(simulated, item, "answered anew under an old key");
            case Judgments.Outcome.AlreadySubmitted already -> throw refused(simulated, item, "judged it before");
            case Judgments.Outcome.NotYours notYours -> throw refused(simulated, item, "does not hold it");
            case Judgments.Outcome.Over over -> throw refused(simulated, item, "had ended before");
        };
    }

    private static IllegalStateException refused(SimulatedRater rater, Item item, String why) {
        return new IllegalStateException(
                "simulated rater " + rater.number() + " could not judge item " + item.code() + ": " + why);
    }

    private boolean isOpen(long studyId) {
        return sql.one(row -> row.getString(1), "select state from study where id = :study", bind("study", studyId))
                .equals(Study.State.OPEN.word());
    }

    private void requireSynthetic(long studyId) {
        if (!sql.one(
                row -> row.getBoolean(1), "select synthetic from study where id = :study", bind("study", studyId))) {
            throw new IllegalStateException("simulated raters judge only studies that are marked synthetic");
        }
    }
}
