package parallax.durability;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import parallax.assignment.Assignment;
import parallax.design.Publication;
import parallax.identity.Actor;
import parallax.identity.Token;
import parallax.item.AttentionItems;
import parallax.judgment.Answers;
import parallax.judgment.Judgments;
import parallax.judgment.Submission;
import parallax.rater.Admission;
import parallax.rater.Demographics;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.store.Sql;
import parallax.study.AxisAnswers;
import parallax.study.InsertionPlans;
import parallax.study.Insertions;
import parallax.study.Introduction;
import parallax.study.PanelCodes;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Rubrics;
import parallax.study.Sampling;
import parallax.study.Signal;
import parallax.study.StoredQuestion;
import parallax.study.StudyDesign;
import parallax.study.StudyPlan;
import parallax.study.WatchedSignals;

/// Open studies for tests, with raters in them.
@ApplicationScoped
public class StudyFixture {
    public static final StudyPlan.AxisPlan SHORE = new StudyPlan.AxisPlan(
            "shore", "On which shore do you live?", AxisAnswers.ONE_OR_OWN_WORDS, List.of("East", "West"), "Else");
    public static final int LEASE_MINUTES = 30;

    private final Sql sql;
    private final StudyDesign design;
    private final Publication publication;
    private final Participations participations;
    private final Admission admission;
    private final Populations populations;
    private final Rubrics rubrics;
    private final Judgments judgments;
    private final WatchedSignals watched;
    private final InsertionPlans insertionPlans;
    private final AttentionItems attention;

    public StudyFixture(
            Sql sql,
            StudyDesign design,
            Publication publication,
            Participations participations,
            Admission admission,
            Populations populations,
            Rubrics rubrics,
            Judgments judgments,
            WatchedSignals watched,
            InsertionPlans insertionPlans,
            AttentionItems attention) {
        this.sql = sql;
        this.design = design;
        this.publication = publication;
        this.participations = participations;
        this.admission = admission;
        this.populations = populations;
        this.rubrics = rubrics;
        this.judgments = judgments;
        this.watched = watched;
        this.insertionPlans = insertionPlans;
        this.attention = attention;
    }

    /// A study without strata but everyone, on one axis.
    public static StudyPlan everyone(int raters, int replication, int itemsPerRater) {
        return plan(List.of(StudyPlan.StratumPlan.everyone(raters)), replication, itemsPerRater);
    }

    public static StudyPlan.StratumPlan shore(String label, int target) {
        return new StudyPlan.StratumPlan(label, target, Map.of("shore", Set.of(label)), false);
    }

    public static StudyPlan plan(List<StudyPlan.StratumPlan> strata, int replication, int itemsPerRater) {
        return plan("safety-short", strata, replication, itemsPerRater);
    }

    public static StudyPlan plan(
            String rubric, List<StudyPlan.StratumPlan> strata, int replication, int itemsPerRater) {
        return new StudyPlan(
                new Introduction("A test", "", "", "", "", "", 10),
                "I agree.",
                rubric,
                List.of(SHORE),
                strata,
                new Sampling(itemsPerRater, replication, 1, LEASE_MINUTES, 1),
                StudyPlan.Raters.SIMULATED,
                PanelCodes.NONE);
    }

    public long open(StudyPlan plan, int items) {
        return open(plan, items, Map.of());
    }

    /// @param looksAt signals of care, and from which value on each is raised
    public long open(StudyPlan plan, int items, Map<Signal, Double> looksAt) {
        return open(plan, items, looksAt, Insertions.NONE);
    }

    /// @param insertions with three attention items, which expect the last option of the first question
    public long open(StudyPlan plan, int items, Map<Signal, Double> looksAt, Insertions insertions) {
        long study = design.create(plan, null);
        watched.set(study, looksAt, Actor.system());
        insertionPlans.set(study, insertions, Actor.system());
        StoredQuestion first = rubrics.ofStudy(study).asked().findFirst().orElseThrow();
        for (int i = 0; i < (insertions.attentionEvery() == 0 ? 0 : 3); i++) {
            var expected =
                    new AttentionItems.Expected(first.id(), first.options().size() - 1);
            attention.add(
                    study,
                    new AttentionItems.Draft(AttentionItems.Kind.INSTRUCTED, "Well?", "Choose the last.", expected),
                    Actor.system());
        }
        for (int i = 0; i < items; i++) {
            long item = sql.number(
                    "insert into item (study_id, position, code, source) values (:study, :position, :code, 'imported') returning id",
                    bind("study", study),
                    bind("position", 100 + i),
                    bind("code", "item-" + i));
            sql.update(
                    "insert into turn (item_id, position, speaker, content) values (:item, 0, 'user', 'Well?'), "
                            + "(:item, 1, 'chatbot', :reply)",
                    bind("item", item),
                    bind("reply", "Reply " + i + "."));
        }
        publication.publish(study, null, Actor.system());
        return study;
    }

    public Participation consented(long study) {
        Token token = participations.arrive(study, Participations.Origin.link()).orElseThrow();
        Participation arrived = participations.bySession(study, token).orElseThrow();
        participations.consent(arrived);
        return participations.byId(arrived.id());
    }

    /// Tries to admit somebody new, who lives on a shore or declines to say.
    public Participation admit(long study, String... shores) {
        return admission.admit(consented(study).id(), living(study, shores));
    }

    public Demographics living(long study, String... shores) {
        Population.Axis axis = populations.axes(study).getFirst();
        List<Demographics.Value> values = java.util.Arrays.stream(shores)
                .map(shore -> Demographics.Value.choice(shore))
                .toList();
        return new Demographics(List.of(new Demographics.Said(axis.id(), values)));
    }

    /// Complete answers; another turn, other answers.
    public Answers answers(long study, int turn) {
        var chosen = new HashMap<Long, Integer>();
        List<StoredQuestion> asked = rubrics.ofStudy(study).asked().toList();
        for (int q = 0; q < asked.size(); q++) {
            chosen.put(asked.get(q).id(), (turn + q) % asked.get(q).options().size());
        }
        return new Answers(chosen);
    }

    public Submission submission(long study, Assignment assignment, int turn) {
        return new Submission(assignment.key(), UUID.randomUUID(), answers(study, turn), Submission.Timing.UNKNOWN);
    }

    /// Submits, and insists that it is taken.
    public Judgments.Outcome.Accepted submit(long study, Assignment assignment, int turn) {
        return (Judgments.Outcome.Accepted)
                judgments.submit(assignment.participationId(), submission(study, assignment, turn));
    }
}
