package parallax.report;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusions;
import parallax.analytics.UnsurePolicy;
import parallax.disclosure.Disclosure;
import parallax.disclosure.Distribution;
import parallax.disclosure.ShownFigures;
import parallax.store.Sql;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Reading;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Makes a study's dashboard.
@ApplicationScoped
public class StudyPages {
    private final Sql sql;
    private final Rubrics rubrics;
    private final Populations populations;
    private final ShownFigures figures;
    private final Clock clock;
    private final Exclusions exclusions;

    public StudyPages(
            Sql sql,
            Rubrics rubrics,
            Populations populations,
            ShownFigures figures,
            Clock clock,
            Exclusions exclusions) {
        this.sql = sql;
        this.exclusions = exclusions;
        this.clock = clock;
        this.rubrics = rubrics;
        this.populations = populations;
        this.figures = figures;
    }

    /// What the viewer chose to see, by code; anything that the study does not have falls back to its
    /// first.
    public record View(
            @Nullable String question,
            @Nullable String axis,
            @Nullable String unsure,
            @Nullable String exclude) {}

    public StudyPage page(Study study, View view, StudyAccess.Rights rights) {
        StoredRubric rubric = rubrics.ofStudy(study.id());
        StoredQuestion question = question(rubric, view.question());
        List<Population.Axis> axes = populations.axes(study.id());
        Population.Axis axis = axis(axes, view.axis());
        UnsurePolicy unsure = unsure(question, view.unsure());
        Disclosure disclosure = Disclosure.of(study, rights);
        LeftOut out = LeftOut.of(exclusions, study, rights, view.exclude());
        Optional<Distribution> distribution = figures.of(study, question, axis, unsure, disclosure, out.without());
        return new StudyPage(
                study.id(),
                study.notice(),
                study.state().word(),
                totals(study, disclosure),
                new StudyPage.Recruitment(strata(study.id()), study.entryLink()),
                new StudyPage.Choices(
                        questionChoices(rubric, question),
                        axisChoices(axes, axis),
                        unsureChoices(question, unsure),
                        out.choices()),
                distribution
                        .map(d -> FiguresView.of(d, question, filter(question, axis, unsure, out), clock.instant()))
                        .orElse(null),
                viewer(study, rights, (rights.mayDesign() && study.isOpen()) || distribution.isEmpty()));
    }

    /// Changes whenever the page would.
    String tag(Study study, View view, StudyAccess.Rights rights) {
        LeftOut out = LeftOut.of(exclusions, study, rights, view.exclude());
        String version = figures.version(study, Disclosure.of(study, rights), out.without());
        long booked = sql.number(
                "select coalesce(sum(booked), 0) from stratum where study_id = :study", bind("study", study.id()));
        return "\"" + study.state().word() + "-" + version + "-" + booked + "\"";
    }

    static StudyPage.Viewer viewer(Study study, StudyAccess.Rights rights, boolean live) {
        return new StudyPage.Viewer(Disclosure.leastShown(study, rights), rights.mayDesign(), rights.mayExport(), live);
    }

    private StudyPage.Totals totals(Study study, Disclosure disclosure) {
        long items = sql.number(
                "select count(*) from item where study_id = :study and source <> 'attention'",
                bind("study", study.id()));
        return new StudyPage.Totals(
                nRaters(study),
                DistributionTable.count(items),
                DistributionTable.count(figures.judgments(study, disclosure)));
    }

    static StoredQuestion question(StoredRubric rubric, @Nullable String code) {
        Optional<StoredQuestion> named =
                rubric.counted().filter(q -> q.code().equals(code)).findFirst();
        return named.or(rubric::overall)
                .or(() -> rubric.counted().findFirst())
                .orElseThrow(() -> new IllegalStateException("the rubric has no question"));
    }

    static Population.@Nullable Axis axis(List<Population.Axis> axes, @Nullable String code) {
        if (code != null && code.isEmpty()) {
            return null;
        }
        return axes.stream()
                .filter(a -> a.code().equals(code))
                .findFirst()
                .orElse(axes.isEmpty() ? null : axes.getFirst());
    }

    static UnsurePolicy unsure(StoredQuestion question, @Nullable String word) {
        boolean mayDrop = question.reading(Reading.UNSURE).isPresent();
        return mayDrop && "drop".equals(word) ? UnsurePolicy.DROP : UnsurePolicy.CATEGORY;
    }

    static List<Choice> questionChoices(StoredRubric rubric, StoredQuestion chosen) {
        return rubric.counted()
                .map(q -> new Choice(q.code(), q.prompt(), q.equals(chosen)))
                .toList();
    }

    static List<Choice> axisChoices(List<Population.Axis> axes, Population.@Nullable Axis chosen) {
        var choices = new ArrayList<Choice>();
        axes.forEach(a -> choices.add(new Choice(a.code(), a.code(), a.equals(chosen))));
        choices.add(new Choice("", "everybody together", chosen == null));
        return choices;
    }

    private static List<Choice> unsureChoices(StoredQuestion question, UnsurePolicy chosen) {
        return question.reading(Reading.UNSURE).isEmpty() ? List.of() : unsureChoices(chosen);
    }

    static List<Choice> unsureChoices(UnsurePolicy chosen) {
        return List.of(
                new Choice("category", "an answer of its own", chosen == UnsurePolicy.CATEGORY),
                new Choice("drop", "no answer", chosen == UnsurePolicy.DROP));
    }

    private static String filter(
            StoredQuestion question, Population.@Nullable Axis axis, UnsurePolicy unsure, LeftOut out) {
        return "All current judgments"
                + out.inWords()
                + "; question " + question.code() + "; "
                + (axis == null ? "everybody together" : "raters grouped by " + axis.code()) + "; Unsure counts as "
                + (unsure == UnsurePolicy.DROP ? "no answer" : "an answer of its own");
    }

    private String nRaters(Study study) {
        return study.ratersKnown()
                ? String.format(
                        Locale.ROOT,
                        "%,d",
                        sql.number(
                                "select count(*) from participation where study_id = :study and submitted > 0",
                                bind("study", study.id())))
                : "unknown";
    }

    private List<StudyPage.StratumFill> strata(long studyId) {
        return sql.list(
                row -> new StudyPage.StratumFill(
                        row.getString("label"),
                        row.getInt("booked"),
                        row.getInt("finished"),
                        row.getInt("target"),
                        row.getLong("judgments"),
                        row.getLong("wanted")),
                """
                select s.label, s.booked, s.target,
                    (select count(*) from participation p where p.stratum_id = s.id and p.state = 'completed') as finished,
                    coalesce(sum(e.completed), 0) as judgments, coalesce(sum(e.capacity), 0) as wanted
                from stratum s left join seat e on e.stratum_id = s.id
                where s.study_id = :study group by s.id order by s.position""",
                bind("study", studyId));
    }
}
