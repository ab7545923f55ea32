package parallax.design.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisPlan;
import parallax.analysis.PlannedLimit;
import parallax.analytics.UnsurePolicy;
import parallax.rater.Panel;
import parallax.rater.PanelSignature;
import parallax.rater.Retention;
import parallax.study.AxisAnswers;
import parallax.study.Comprehension;
import parallax.study.Conditions;
import parallax.study.ConsentInformation;
import parallax.study.Consents;
import parallax.study.Insertions;
import parallax.study.PanelCodes;
import parallax.study.Practice;
import parallax.study.Rubric;
import parallax.study.RubricJson;
import parallax.study.Sampling;
import parallax.study.Severity;
import parallax.study.Signal;
import parallax.study.StudyPlan;
import parallax.web.FormText;

/// A plan out of its file, and back.
final class PlanFaces {
    private static final int MINUTES = 20;
    private static final int SMALLEST_GROUP = 10;

    private PlanFaces() {}

    /// @throws IllegalArgumentException saying what does not fit together
    static WholePlan plan(PlanFile file) {
        PlanFile.Care care = Objects.requireNonNullElse(file.care(), NO_CARE);
        Consents.Terms terms = terms(file.consent(), care);
        PlanFile.Analysis analysis = Objects.requireNonNullElse(file.analysis(), NO_ANALYSIS);
        PlanFile.RatersPanel panel = Objects.requireNonNullElse(file.panel(), NO_PANEL);
        PlanFile.Raters raters = file.raters();
        var study = new StudyPlan(
                terms.introduction(FormText.of(file.title())),
                terms.statement(),
                rubric(file.rubric()),
                listed(raters.axes()).stream().map(PlanFaces::axis).toList(),
                raters.strata().stream().map(PlanFaces::stratum).toList(),
                new Sampling(
                        raters.itemsPerRater(),
                        raters.replication(),
                        1,
                        or(raters.leaseMinutes(), Sampling.LEASE_MINUTES),
                        or(analysis.smallestGroup(), SMALLEST_GROUP)),
                Objects.requireNonNullElse(raters.kind(), StudyPlan.Raters.PEOPLE),
                codes(panel));
        return new WholePlan(
                study,
                terms,
                practice(file.practice()),
                care(care),
                naming(panel),
                retention(care),
                analysis(analysis));
    }

    private static final PlanFile.Care NO_CARE = new PlanFile.Care(null, null, null, null, null, null, null, null);
    private static final PlanFile.Analysis NO_ANALYSIS =
            new PlanFile.Analysis(null, null, null, null, null, null, null, null);
    private static final PlanFile.RatersPanel NO_PANEL = new PlanFile.RatersPanel(null, null, null, null);
    private static final PlanFile.Conductor NOBODY = new PlanFile.Conductor(null, null, null);
    private static final PlanFile.Contents NOTHING_HARD = new PlanFile.Contents(null, null, null);
    private static final PlanFile.Before NOTHING_BEFORE = new PlanFile.Before(null, null, null, null, null, null);
    private static final PlanFile.Days USUAL_DAYS = new PlanFile.Days(null, null, null);
    private static final PlanFile.Code NO_CODE = new PlanFile.Code(null, null);

    private static Consents.Terms terms(PlanFile.Consent consent, PlanFile.Care care) {
        PlanFile.Conductor by = Objects.requireNonNullElse(consent.by(), NOBODY);
        PlanFile.Contents contents = Objects.requireNonNullElse(consent.contents(), NOTHING_HARD);
        List<ConsentInformation.Kind> kinds = listed(contents.kinds()).stream()
                .map(kind -> new ConsentInformation.Kind(
                        kind.name().strip(), Severity.valueOf(kind.severity().name()), kind.percent()))
                .toList();
        return new Consents.Terms(
                FormText.of(consent.statement()),
                new ConsentInformation(
                        FormText.of(consent.purpose()),
                        new ConsentInformation.Conductor(
                                FormText.of(by.institution()),
                                FormText.of(by.contact()),
                                FormText.of(by.ethicsReference())),
                        new ConsentInformation.Contents(FormText.of(contents.warning()), kinds),
                        FormText.of(consent.payment()),
                        or(consent.minutes(), MINUTES),
                        FormText.of(consent.kept()),
                        FormText.of(consent.rights())),
                FormText.of(contents.helplines()),
                new Conditions(
                        is(care.mayCorrectDemographics()), or(care.dailyItems(), 0), or(care.dailyMinutes(), 0)));
    }

    static Rubric rubric(PlanFile.Questions questions) {
        PlanFile.Template template = questions.template();
        return template != null
                ? Rubric.named(template.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                : new RubricJson(
                                questions.title(),
                                questions.options(),
                                listed(questions.groups()).stream()
                                        .map(PlanFaces::group)
                                        .toList())
                        .rubric();
    }

    private static RubricJson.Group group(PlanFile.QuestionGroup group) {
        return new RubricJson.Group(
                group.title(),
                group.guidance(),
                group.atOnce() == null ? null : "safe",
                group.questions().stream()
                        .map(question -> PlanText.JSON.<ObjectNode>valueToTree(question))
                        .toList());
    }

    private static StudyPlan.AxisPlan axis(PlanFile.Axis axis) {
        return new StudyPlan.AxisPlan(
                axis.code(),
                FormText.of(axis.prompt()),
                AxisAnswers.of(is(axis.multiple()), is(axis.ownWords())),
                axis.choices().stream().map(FormText::of).toList(),
                FormText.of(axis.otherwise()));
    }

    private static StudyPlan.StratumPlan stratum(PlanFile.Stratum stratum) {
        var groups = new LinkedHashMap<String, Set<String>>();
        if (stratum.groups() != null) {
            stratum.groups().forEach((axis, labels) -> groups.put(axis, new LinkedHashSet<>(labels)));
        }
        return new StudyPlan.StratumPlan(
                FormText.of(stratum.label()),
                stratum.target(),
                groups,
                is(stratum.undisclosed()),
                stratum.replication());
    }

    private static Practice.Plan practice(PlanFile.@Nullable Before given) {
        PlanFile.Before before = Objects.requireNonNullElse(given, NOTHING_BEFORE);
        PlanFile.Trial trial = before.trial();
        return new Practice.Plan(
                new Comprehension(
                        FormText.of(before.instructions()),
                        or(before.tries(), Comprehension.NONE.comprehensionTries()),
                        FormText.of(before.code()),
                        FormText.of(before.address())),
                listed(before.questions()).stream()
                        .map(q -> new Practice.Question(
                                FormText.of(q.prompt()),
                                q.options().stream().map(FormText::of).toList(),
                                q.right() - 1))
                        .toList(),
                trial == null ? null : new Practice.Trial(FormText.of(trial.question()), FormText.of(trial.reply())));
    }

    private static WholePlan.Care care(PlanFile.Care care) {
        var signals = new EnumMap<Signal, Double>(Signal.class);
        if (care.signals() != null) {
            care.signals().forEach((word, limit) -> signals.put(Signal.of(word).orElseThrow(), limit));
        }
        return new WholePlan.Care(
                new Insertions(
                        or(care.attentionEvery(), 0),
                        or(care.repeatEvery(), 0),
                        or(care.repeatAfter(), Insertions.NONE.repeatAfter())),
                signals);
    }

    private static Retention retention(PlanFile.Care care) {
        PlanFile.Days days = Objects.requireNonNullElse(care.retention(), USUAL_DAYS);
        return new Retention(
                or(days.screenedOutDays(), Retention.USUAL.screenedOut()),
                or(days.panelIdDays(), Retention.USUAL.panelIds()),
                or(days.sessionDays(), Retention.USUAL.sessions()),
                0);
    }

    private static PanelCodes codes(PlanFile.RatersPanel panel) {
        PlanFile.Code completion = Objects.requireNonNullElse(panel.completion(), NO_CODE);
        PlanFile.Code screenOut = Objects.requireNonNullElse(panel.screenOut(), NO_CODE);
        PlanFile.Code endedEarly = Objects.requireNonNullElse(panel.endedEarly(), NO_CODE);
        return new PanelCodes(
                FormText.of(completion.code()),
                FormText.of(screenOut.code()),
                FormText.of(endedEarly.code()),
                FormText.of(completion.address()),
                FormText.of(screenOut.address()),
                FormText.of(endedEarly.address()));
    }

    private static @Nullable Panel naming(PlanFile.RatersPanel panel) {
        PlanFile.Naming naming = panel.naming();
        if (naming == null) {
            return null;
        }
        PlanFile.Signature signed = naming.signature();
        return new Panel(
                FormText.of(naming.name()),
                naming.idParameter(),
                FormText.of(naming.sessionParameter()),
                signed == null
                        ? null
                        : new PanelSignature(
                                signed.tokenParameter(), FormText.of(signed.audience()), FormText.of(signed.keys())));
    }

    static AnalysisPlan analysis(PlanFile.Analysis analysis) {
        return new AnalysisPlan(
                FormText.of(analysis.question()),
                listed(analysis.axes()),
                listed(analysis.unsure()).stream()
                        .map(u -> UnsurePolicy.valueOf(u.name()))
                        .toList(),
                listed(analysis.metrics()),
                listed(analysis.contrasts()).stream()
                        .map(c -> new AnalysisPlan.PlannedContrast(c.axis(), c.group(), c.against()))
                        .toList(),
                listed(analysis.limits()).stream().map(PlanFaces::limit).toList(),
                FormText.of(analysis.notes()));
    }

    private static PlannedLimit limit(PlanLimit limit) {
        PlanFile.Unsure unsure = Objects.requireNonNullElse(limit.unsure(), PlanFile.Unsure.CATEGORY);
        return new PlannedLimit(
                FormText.of(limit.question()),
                UnsurePolicy.valueOf(unsure.name()),
                listed(limit.axes()),
                limit.upperBoundAtMost(),
                limit.smallestGroup(),
                Objects.requireNonNullElse(limit.bounds(), PlannedLimit.Bounds.SIMULTANEOUS));
    }

    static PlanFile file(WholePlan plan) {
        StudyPlan study = plan.study();
        return new PlanFile(
                plan.title(),
                FilePieces.consent(plan.terms()),
                FilePieces.questions(study.rubric()),
                new PlanFile.Raters(
                        study.raters(),
                        study.axes().stream().map(PlanFaces::axis).toList(),
                        study.strata().stream().map(s -> stratum(s, study)).toList(),
                        study.sampling().itemsPerRater(),
                        study.sampling().replication(),
                        study.sampling().leaseMinutes()),
                FilePieces.before(plan.practice()),
                FilePieces.care(plan),
                FilePieces.panel(study.codes(), plan.panel()),
                FilePieces.analysis(plan.analysis(), study.sampling().minGroup()));
    }

    private static PlanFile.Axis axis(StudyPlan.AxisPlan axis) {
        return new PlanFile.Axis(
                axis.code(),
                axis.prompt(),
                axis.answers().multiple() ? true : null,
                axis.answers().selfDescribe() ? true : null,
                axis.choices(),
                axis.otherwise());
    }

    /// With its groups in the order of the axes and their choices, so that the same plan is always the
    /// same text.
    private static PlanFile.Stratum stratum(StudyPlan.StratumPlan stratum, StudyPlan study) {
        var groups = new LinkedHashMap<String, List<String>>();
        for (StudyPlan.AxisPlan axis : study.axes()) {
            Set<String> own = stratum.groups().getOrDefault(axis.code(), Set.of());
            List<String> labels = axis.groups().stream().filter(own::contains).toList();
            if (!labels.isEmpty()) {
                groups.put(axis.code(), labels);
            }
        }
        return new PlanFile.Stratum(
                stratum.label(), stratum.target(), stratum.replication(), groups, stratum.undisclosed() ? true : null);
    }

    static Map<String, Double> limits(Map<Signal, Double> signals) {
        return signals.entrySet().stream()
                .collect(Collectors.toMap(s -> s.getKey().word(), Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    private static <T> List<T> listed(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }

    private static int or(@Nullable Integer given, int usual) {
        return given == null ? usual : given;
    }

    private static boolean is(@Nullable Boolean given) {
        return given != null && given;
    }
}
