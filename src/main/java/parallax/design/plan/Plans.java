package parallax.design.plan;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisPlans;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.identity.InstallationRules;
import parallax.item.AttentionItems;
import parallax.rater.Panel;
import parallax.rater.PanelLinks;
import parallax.rater.Retention;
import parallax.rater.RetentionRules;
import parallax.study.ConsentInformation;
import parallax.study.ConsentVersion;
import parallax.study.Consents;
import parallax.study.Populations;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.Study;
import parallax.study.StudyDesign;
import parallax.study.StudyPlan;

/// Whole plans of studies: read from what is stored, made studies, put in the place of a draft's.
@ApplicationScoped
public class Plans {
    private final StudyDesign design;
    private final Consents consents;
    private final Rubrics rubrics;
    private final Populations populations;
    private final PlanCare care;
    private final RetentionRules retention;
    private final PanelLinks panels;
    private final AnalysisPlans analyses;
    private final AttentionItems attention;
    private final AuditTrail trail;

    public Plans(
            StudyDesign design,
            Consents consents,
            Rubrics rubrics,
            Populations populations,
            PlanCare care,
            RetentionRules retention,
            PanelLinks panels,
            AnalysisPlans analyses,
            AttentionItems attention,
            AuditTrail trail) {
        this.design = design;
        this.consents = consents;
        this.rubrics = rubrics;
        this.populations = populations;
        this.care = care;
        this.retention = retention;
        this.panels = panels;
        this.analyses = analyses;
        this.attention = attention;
        this.trail = trail;
    }

    /// Makes a draft of a plan.
    ///
    /// @param accountId whose study it is; null when the installation makes it itself
    /// @return the id of the study
    /// @throws PlanRefused if the installation's rules do not allow it
    @Transactional(rollbackOn = PlanRefused.class)
    public long create(WholePlan plan, @Nullable Long accountId) throws PlanRefused {
        requireAllowed(plan);
        long id = design.create(plan.study(), plan.terms().information(), accountId);
        rest(id, plan, Actor.accountOrSystem(accountId));
        return id;
    }

    /// Puts a plan in the place of a draft's.
    ///
    /// @param seen the version of the study on the page that asked for it; null if no page did
    /// @throws PlanRefused if the installation's rules do not allow it
    /// @throws IllegalStateException saying why the draft cannot become so
    @Transactional(rollbackOn = PlanRefused.class)
    public void replace(long studyId, WholePlan plan, @Nullable Integer seen, Actor by) throws PlanRefused {
        requireAllowed(plan);
        Study study = Study.findById(studyId);
        WholePlan before = of(study);
        List<AttentionItems.Stored> expecting =
                before.study().rubric().equals(plan.study().rubric()) ? List.of() : attention.ofStudy(studyId);
        expecting.forEach(item -> attention.remove(studyId, item.id(), by));
        design.redraw(studyId, before.study(), plan.study(), seen);
        expecting.forEach(item -> expectAgain(studyId, item, by));
        rest(studyId, plan, by);
        trail.record(AuditEntry.of(by, AuditAction.PLAN_SET).inStudy(studyId).about(studyId));
    }

    /// Puts a part in the place of a draft's own.
    ///
    /// @param part as the file of a plan has it
    /// @param seen the version of the study on the page that asked for it; null if no page did
    /// @throws PlanRefused with every rule that it breaks
    /// @throws IllegalStateException saying why the draft cannot become so
    @Transactional(rollbackOn = PlanRefused.class)
    public void replacePart(Study study, PlanPart which, JsonNode part, @Nullable Integer seen, Actor by)
            throws PlanRefused {
        replace(study.id(), which.in(of(study), part), seen, by);
    }

    private void rest(long studyId, WholePlan plan, Actor by) {
        Study draft = Study.findById(studyId);
        if (!termsOf(draft).equals(plan.terms())) {
            consents.revise(studyId, plan.terms(), null, by);
        }
        care.set(draft, plan, by);
        if (!sameDays(retention.of(studyId), plan.retention())) {
            retention.set(studyId, plan.retention(), null, by);
        }
        Panel panel = plan.panel();
        if (!Objects.equals(panels.own(studyId).orElse(null), panel)) {
            if (panel == null) {
                panels.clear(studyId, by);
            } else {
                panels.set(studyId, panel, by);
            }
        }
        analyses.set(studyId, plan.analysis());
    }

    /// An attention item expects the same answer to the same question of the new rubric.
    private void expectAgain(long studyId, AttentionItems.Stored item, Actor by) {
        var expected = rubrics.ofStudy(studyId)
                .question(item.question())
                .filter(StoredQuestion::isAsked)
                .flatMap(question -> position(question, item.answer())
                        .map(position -> new AttentionItems.Expected(question.id(), position)))
                .orElseThrow(() -> new IllegalStateException("An attention item expects the answer “" + item.answer()
                        + "” to the question “" + item.question()
                        + "”, which the new rubric does not have: remove it first."));
        attention.add(
                studyId,
                new AttentionItems.Draft(
                        AttentionItems.Kind.valueOf(item.kind().toUpperCase(Locale.ROOT)),
                        item.message(),
                        item.reply(),
                        expected),
                by);
    }

    private static Optional<Integer> position(StoredQuestion question, String answer) {
        return IntStream.range(0, question.options().size())
                .filter(i -> question.options().get(i).code().equals(answer))
                .boxed()
                .findFirst();
    }

    private static boolean sameDays(Retention one, Retention other) {
        return one.screenedOut() == other.screenedOut()
                && one.panelIds() == other.panelIds()
                && one.sessions() == other.sessions();
    }

    /// A study's plan as it is stored.
    ///
    /// @throws IllegalStateException if the study was imported: its file says who was asked, and no
    ///   plan does
    public WholePlan of(Study study) {
        if (study.isImported()) {
            throw new IllegalStateException("An imported study has no plan: its file says what was asked of whom.");
        }
        PlannedPopulation asked = PlannedPopulation.of(populations.ofStudy(study.id()));
        return new WholePlan(
                new StudyPlan(
                        study.introduction(),
                        ConsentVersion.newest(study.id()).orElseThrow().statement(),
                        rubrics.ofStudy(study.id()).rubric(),
                        asked.axes(),
                        asked.strata(),
                        study.sampling(),
                        study.synthetic() ? StudyPlan.Raters.SIMULATED : StudyPlan.Raters.PEOPLE,
                        study.codes()),
                termsOf(study),
                care.practice(study),
                care.of(study),
                panels.own(study.id()).orElse(null),
                retention.of(study.id()),
                analyses.of(study.id()));
    }

    private static Consents.Terms termsOf(Study study) {
        ConsentVersion consent = ConsentVersion.newest(study.id()).orElseThrow();
        ConsentInformation told = consent.information().equals(ConsentInformation.NONE)
                ? ConsentInformation.of(study.introduction())
                : consent.information();
        return new Consents.Terms(
                consent.statement(), told, study.introduction().helplines(), study.conditions());
    }

    /// @throws PlanRefused if the installation's rules do not allow it
    public void requireAllowed(WholePlan plan) throws PlanRefused {
        int ruled = InstallationRules.inForce().leastGroup();
        if (plan.study().sampling().minGroup() < ruled) {
            throw new PlanRefused(List.of(new PlanFault(
                    0,
                    "/analysis/smallestGroup",
                    "must be at least " + ruled + ": an owner of this installation rules that for every study")));
        }
    }
}
