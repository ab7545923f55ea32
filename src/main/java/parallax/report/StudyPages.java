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
import parallax.disclosure.Distribution;
import parallax.disclosure.ShownFigures;
import parallax.disclosure.Sight;
import parallax.disclosure.Sights;
import parallax.gate.Gate;
import parallax.gate.Limits;
import parallax.release.LeastGroup;
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
    private final Sights sights;
    private final Gate gate;

    public StudyPages(
            Sql sql,
            Rubrics rubrics,
            Populations populations,
            ShownFigures figures,
            Clock clock,
            Exclusions exclusions,
            Sights sights,
            Gate gate) {
        this.sql = sql;
        this.gate = gate;
        this.sights = sights;
        this.exclusions = exclusions;
        this.clock = clock;
        this.rubrics = rubrics;
        this.populations = populations;
        this.figures = figures;
    }

    /// What the viewer chose to see, by code; anything that the study does not have falls back to its
    /// first.
    ///
    /// @param release the number of a release; null for what is shown unasked
    public record View(
            @Nullable String question,
            @Nullable String axis,
            @Nullable String unsure,
            @Nullable String exclude,
            @Nullable String release) {}

    public StudyPage page(Study study, View view, StudyAccess.Rights rights) {
        StoredRubric rubric = rubrics.ofStudy(study.id());
        StoredQuestion question = question(rubric, view.question());
        List<Population.Axis> axes = populations.axes(study.id());
        Population.Axis axis = axis(axes, view.axis());
        UnsurePolicy unsure = unsure(question, view.unsure());
        Sights.Offer offer = sights.of(study.id(), rights, view.release());
        Sight sight = offer.shown();
        LeftOut out = LeftOut.of(exclusions, study, rights, sight, view.exclude());
        Optional<Distribution> distribution = figures.of(study, question, axis, unsure, sight, out.without());
        boolean live = sight instanceof Sight.OfNow && (study.isOpen() || distribution.isEmpty());
        return new StudyPage(
                study.id(),
                study.notice(),
                study.state().word(),
                new StudyPage.Progress(totals(study, sight), recruitment(study, sight), limits(study, rights, sight)),
                new StudyPage.Choices(
                        questionChoices(rubric, question),
                        axisChoices(axes, axis),
                        unsureChoices(question, unsure),
                        out.choices()),
                distribution
                        .map(d -> FiguresView.of(
                                d, question, filter(question, axis, unsure, sight, out), clock.instant()))
                        .orElse(null),
                viewer(study, rights, offer, live));
    }

    /// Changes whenever the page would.
    String tag(Study study, View view, StudyAccess.Rights rights) {
        Sights.Offer offer = sights.of(study.id(), rights, view.release());
        LeftOut out = LeftOut.of(exclusions, study, rights, offer.shown(), view.exclude());
        String version = figures.version(study, offer.shown(), out.without());
        return "\"" + study.state().word() + "-" + version + "-"
                + offer.standing().size() + booked(study, offer.shown()) + gateVersion(study, offer.shown()) + "\"";
    }

    private String gateVersion(Study study, Sight sight) {
        return sight instanceof Sight.OfNow ? gate.version(study, gate.planned(study)) : "";
    }

    /// How the limits of the study's plan stand; null where it has none.
    private @Nullable LimitsView limits(Study study, StudyAccess.Rights rights, Sight sight) {
        Limits planned = gate.planned(study);
        if (planned.isEmpty()) {
            return null;
        }
        boolean live = sight instanceof Sight.OfNow && rights.mayDesign() && rights.mayExport();
        return LimitsView.of(gate.of(study, planned, sight), live && gate.isUnderWay(study, planned), live);
    }

    private String booked(Study study, Sight sight) {
        return sight instanceof Sight.OfNow
                ? "-"
                        + sql.number(
                                "select coalesce(sum(booked), 0) from stratum where study_id = :study",
                                bind("study", study.id()))
                : "";
    }

    static StudyPage.Viewer viewer(Study study, StudyAccess.Rights rights, Sights.Offer offer, boolean live) {
        int least = offer.shown() instanceof Sight.OfRelease(var release) ? release.least() : LeastGroup.of(study);
        return new StudyPage.Viewer(
                least, rights.mayDesign(), rights.mayExport(), live, SightView.of(offer, rights.mayExport()));
    }

    private StudyPage.@Nullable Totals totals(Study study, Sight sight) {
        return switch (sight) {
            case Sight.OfNothing() -> null;
            case Sight.OfRelease(var release) ->
                new StudyPage.Totals(
                        DistributionTable.raters(release.extent().raters()),
                        DistributionTable.count(release.extent().items()),
                        DistributionTable.count(release.extent().judgments()));
            case Sight.OfNow() -> {
                long items = sql.number(
                        "select count(*) from item where study_id = :study and source <> 'attention'",
                        bind("study", study.id()));
                yield new StudyPage.Totals(
                        nRaters(study),
                        DistributionTable.count(items),
                        DistributionTable.count(figures.judgments(study, sight)));
            }
        };
    }

    /// How far recruitment is at this moment, for those alone who see the figures of this moment.
    private StudyPage.Recruitment recruitment(Study study, Sight sight) {
        return new StudyPage.Recruitment(
                sight instanceof Sight.OfNow ? strata(study.id()) : List.of(), study.entryLink());
    }

    /// The question of that code; the one over all, else the first, where there is none.
    public static StoredQuestion question(StoredRubric rubric, @Nullable String code) {
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
            StoredQuestion question, Population.@Nullable Axis axis, UnsurePolicy unsure, Sight sight, LeftOut out) {
        return SightView.counted(sight)
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
