package parallax.report.document;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisPlan;
import parallax.analysis.AnalysisPlans;
import parallax.analytics.UnsurePolicy;
import parallax.disclosure.Distribution;
import parallax.disclosure.Overview;
import parallax.disclosure.ShownFigures;
import parallax.disclosure.Sight;
import parallax.gate.Gate;
import parallax.gate.Limits;
import parallax.item.Item;
import parallax.item.Items;
import parallax.rater.Agreements;
import parallax.release.Release;
import parallax.release.ReleaseLine;
import parallax.release.ReleasedQuestion;
import parallax.release.Releases;
import parallax.report.DisputedItems;
import parallax.report.ItemDisagreement;
import parallax.report.StudyPages;
import parallax.runner.ParallaxVersion;
import parallax.store.Sql;
import parallax.study.ConsentInformation;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Reading;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;

/// Makes the report of a release: what the release shows, and what is told to everybody of how the study was done.
/// No figure is computed here. As long as nobody takes their data back, the same release has the same report, word
/// for word.
@ApplicationScoped
public class ReportMaking {
    private static final int ITEMS = 10;

    private final Releases releases;
    private final ShownFigures figures;
    private final Rubrics rubrics;
    private final Populations populations;
    private final AnalysisPlans plans;
    private final Gate gate;
    private final DisputedItems disputed;
    private final Items items;
    private final Agreements agreements;
    private final Sql sql;

    public ReportMaking(
            Releases releases,
            ShownFigures figures,
            Rubrics rubrics,
            Populations populations,
            AnalysisPlans plans,
            Gate gate,
            DisputedItems disputed,
            Items items,
            Agreements agreements,
            Sql sql) {
        this.releases = releases;
        this.figures = figures;
        this.rubrics = rubrics;
        this.populations = populations;
        this.plans = plans;
        this.gate = gate;
        this.disputed = disputed;
        this.items = items;
        this.agreements = agreements;
        this.sql = sql;
    }

    /// @param release one that nobody called back
    public ReleaseReport of(Study study, Release release) {
        AnalysisPlan plan = plans.of(study.id());
        List<ReleasedQuestion> shown = releases.questions(release.id());
        StoredRubric rubric = rubrics.ofStudy(study.id());
        StoredQuestion first = first(rubric, plan);
        var sight = new Sight.OfRelease(release);
        List<ReleaseReport.Figures> found = figures(study, rubric, first, sight);
        Long wanted = wanted(study);
        return new ReleaseReport(
                ReleaseReport.FORMAT,
                subject(study),
                ReleaseLine.of(release),
                first.reading(Reading.UNSAFE).isEmpty() ? List.of() : Claims.of(first, plan, found),
                people(study, release, shown, wanted),
                found,
                items(study, first, sight),
                protocol(study, release, new Planned(plan, shown, wanted)));
    }

    /// The question that a report is about first of all: the planned one, else the one over all.
    StoredQuestion first(StoredRubric rubric, AnalysisPlan plan) {
        return StudyPages.question(rubric, plan.question());
    }

    private ReleaseReport.Subject subject(Study study) {
        ConsentInformation told = told(study);
        return new ReleaseReport.Subject(
                study.code(),
                study.title(),
                study.introduction().purpose(),
                told.by().institution(),
                told.by().contact().isEmpty()
                        ? study.introduction().contact()
                        : told.by().contact(),
                told.by().ethicsReference(),
                study.synthetic(),
                study.isImported());
    }

    private ConsentInformation told(Study study) {
        return agreements.of(study.id()).stream()
                .findFirst()
                .map(Agreements.Agreement::information)
                .orElse(ConsentInformation.NONE);
    }

    private List<ReleaseReport.Figures> figures(
            Study study, StoredRubric rubric, StoredQuestion first, Sight.OfRelease sight) {
        List<String> unsafe =
                rubric.countedAsUnsafe().stream().map(StoredQuestion::code).toList();
        var found = new ArrayList<ReleaseReport.Figures>();
        found.add(figures(study, first, null, List.of(), sight));
        populations.axes(study.id()).forEach(axis -> found.add(figures(study, first, axis, unsafe, sight)));
        return found;
    }

    private ReleaseReport.Figures figures(
            Study study,
            StoredQuestion first,
            Population.@Nullable Axis axis,
            List<String> unsafe,
            Sight.OfRelease sight) {
        Overview overview = axis == null || unsafe.isEmpty()
                ? null
                : figures.overview(study, unsafe, axis, UnsurePolicy.CATEGORY, sight, null)
                        .orElse(null);
        return new ReleaseReport.Figures(
                axis == null ? "" : axis.code(),
                distribution(study, first, axis, UnsurePolicy.CATEGORY, sight),
                first.reading(Reading.UNSURE).isEmpty()
                        ? null
                        : distribution(study, first, axis, UnsurePolicy.DROP, sight),
                overview);
    }

    private Distribution distribution(
            Study study,
            StoredQuestion first,
            Population.@Nullable Axis axis,
            UnsurePolicy unsure,
            Sight.OfRelease sight) {
        return figures.of(study, first, axis, unsure, sight, null).orElseThrow();
    }

    private People people(Study study, Release release, List<ReleasedQuestion> shown, @Nullable Long wanted) {
        var groups = new ArrayList<People.Group>();
        for (ReleasedQuestion question : shown) {
            if (question.isOfPeople()) {
                question.axes().forEach(axis -> axis.groups().forEach(group -> groups.add(group(axis.axis(), group))));
            }
        }
        return new People(
                release.extent().raters(),
                wanted,
                groups,
                agreements.of(study.id()).stream()
                        .map(Agreements.Agreement::uncounted)
                        .toList(),
                study.introduction().helplines(),
                study.conditions());
    }

    private static People.Group group(String axis, ReleasedQuestion.ReleasedGroup group) {
        ReleasedQuestion.Totals totals = group.totals();
        return new People.Group(axis, group.group(), totals == null ? null : totals.raters());
    }

    private @Nullable Long wanted(Study study) {
        return study.isImported()
                ? null
                : (Long) sql.number(
                        "select coalesce(sum(target), 0) from stratum where study_id = :study",
                        bind("study", study.id()));
    }

    private List<ReportedItem> items(Study study, StoredQuestion first, Sight.OfRelease sight) {
        return disputed.page(study, first, sight, null, 0, ITEMS).items().stream()
                .filter(item -> item.nAnswers() != null)
                .map(item -> item(study, item))
                .toList();
    }

    private ReportedItem item(Study study, ItemDisagreement found) {
        Item item = items.ofStudy(study.id(), found.id()).orElseThrow();
        return new ReportedItem(
                found.code(),
                found.topic(),
                item.turns().stream()
                        .map(turn -> new ReportedItem.Turn(turn.speaker().label(), turn.content()))
                        .toList(),
                Objects.requireNonNull(found.nAnswers()),
                Objects.requireNonNull(found.entropy()),
                Objects.requireNonNull(found.pUnsafe()));
    }

    private record Planned(
            AnalysisPlan plan,
            List<ReleasedQuestion> shown,
            @Nullable Long wanted) {}

    private Protocol protocol(Study study, Release release, Planned planned) {
        StoredRubric rubric = rubrics.ofStudy(study.id());
        Limits limits = gate.planned(study);
        return new Protocol(
                ParallaxVersion.text(),
                new Protocol.Rubric(
                        rubric.version(),
                        rubric.rubric().title(),
                        rubric.counted()
                                .map(question -> new Protocol.Question(
                                        question.code(),
                                        question.prompt(),
                                        question.options().stream()
                                                .map(option -> option.label())
                                                .toList()))
                                .toList()),
                models(study),
                sql.number("""
                        select count(*) from item
                        where study_id = :study and source <> 'attention' and generation_id is null""", bind("study", study.id())),
                planned.plan(),
                PlannedAgainstDone.of(
                        planned.plan(), planned.shown(), release.extent().raters(), planned.wanted()),
                limits.isEmpty() ? null : gate.of(study, limits, new Sight.OfRelease(release)),
                hidden(release, planned.shown()));
    }

    private static Protocol.Hidden hidden(Release release, List<ReleasedQuestion> shown) {
        List<String> groups = shown.stream()
                .filter(ReleasedQuestion::isOfPeople)
                .flatMap(people -> people.axes().stream())
                .flatMap(axis -> axis.groups().stream()
                        .filter(group -> group.totals() == null)
                        .map(group -> axis.axis() + ": " + group.group()))
                .toList();
        Release.AuditSummary audit = release.audit();
        return new Protocol.Hidden(release.least(), groups, audit.tables(), audit.hidden(), audit.closest());
    }

    private List<Protocol.Model> models(Study study) {
        return sql.list(
                row -> new Protocol.Model(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("digest"),
                        row.getString("precision"),
                        row.getString("adapter"),
                        row.getString("sampler"),
                        row.getLong("seed"),
                        row.getLong("items")),
                """
                select r.id, m.name, m.digest, m.precision, coalesce(r.adapter_digest, '') as adapter, r.sampler::text as sampler,
                    r.seed, count(*) as items
                from item i join generation g on g.id = i.generation_id join generation_run r on r.id = g.run_id
                    join model m on m.id = r.model_id
                where i.study_id = :study and i.source <> 'attention'
                group by r.id, m.id order by r.id""",
                bind("study", study.id()));
    }
}
