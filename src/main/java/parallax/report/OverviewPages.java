package parallax.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusions;
import parallax.analytics.UnsurePolicy;
import parallax.disclosure.Overview;
import parallax.disclosure.ShownFigures;
import parallax.disclosure.Sight;
import parallax.disclosure.Sights;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Reading;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.web.NotYet;

/// Makes the overview of a study's questions, as a page and as a file.
@ApplicationScoped
public class OverviewPages {
    private final Rubrics rubrics;
    private final Populations populations;
    private final ShownFigures figures;
    private final Clock clock;
    private final Exclusions exclusions;
    private final Sights sights;

    public OverviewPages(
            Rubrics rubrics,
            Populations populations,
            ShownFigures figures,
            Clock clock,
            Exclusions exclusions,
            Sights sights) {
        this.sights = sights;
        this.rubrics = rubrics;
        this.populations = populations;
        this.figures = figures;
        this.clock = clock;
        this.exclusions = exclusions;
    }

    /// What is looked at: the questions that have an unsafe answer, one of them for the plot, the axis, and who is
    /// left out.
    private record Scope(
            List<StoredQuestion> questions,
            @Nullable StoredQuestion plotted,
            List<Population.Axis> axes,
            Population.@Nullable Axis axis,
            UnsurePolicy unsure,
            Sights.Offer offer,
            LeftOut out) {
        List<String> codes() {
            return questions.stream().map(StoredQuestion::code).toList();
        }
    }

    OverviewPage page(Study study, StudyPages.View view, StudyAccess.Rights rights) {
        Scope scope = scope(study, view, rights);
        Optional<Overview> overview = overview(study, scope);
        boolean live = overview.isEmpty() && scope.offer().shown() instanceof Sight.OfNow;
        return new OverviewPage(
                study.id(),
                study.notice(),
                study.state().word(),
                choices(scope),
                overview.map(found -> shown(study, scope, found)).orElse(null),
                problem(scope),
                StudyPages.viewer(study, rights, scope.offer(), live));
    }

    /// @return nothing while the first figures are still being computed, or where there is nothing to
    ///   compare
    /// @throws NotYet where there is no release to show
    Optional<String> csv(Study study, StudyPages.View view, StudyAccess.Rights rights) {
        Scope scope = scope(study, view, rights);
        if (scope.offer().shown() instanceof Sight.OfNothing) {
            throw Sights.nothingYet();
        }
        return overview(study, scope).map(OverviewCsv::of);
    }

    private Scope scope(Study study, StudyPages.View view, StudyAccess.Rights rights) {
        StoredRubric rubric = rubrics.ofStudy(study.id());
        List<StoredQuestion> questions = rubric.countedAsUnsafe();
        List<Population.Axis> axes = populations.axes(study.id());
        Population.Axis first = axes.isEmpty() ? null : axes.getFirst();
        StoredQuestion asked = StudyPages.question(rubric, view.question());
        Sights.Offer offer = sights.of(study.id(), rights, view.release());
        return new Scope(
                questions,
                questions.contains(asked)
                        ? asked
                        : questions.stream().findFirst().orElse(null),
                axes,
                axes.stream()
                        .filter(axis -> axis.code().equals(view.axis()))
                        .findFirst()
                        .orElse(first),
                "drop".equals(view.unsure()) ? UnsurePolicy.DROP : UnsurePolicy.CATEGORY,
                offer,
                LeftOut.of(exclusions, study, rights, offer.shown(), view.exclude()));
    }

    private Optional<Overview> overview(Study study, Scope scope) {
        Population.Axis axis = scope.axis();
        return axis == null || scope.plotted() == null
                ? Optional.empty()
                : figures.overview(
                        study,
                        scope.codes(),
                        axis,
                        scope.unsure(),
                        scope.offer().shown(),
                        scope.out().without());
    }

    private static String problem(Scope scope) {
        if (scope.axis() == null) {
            return "This study groups its raters by nothing, so there is nothing to compare.";
        }
        return scope.plotted() == null ? "No question of this study has an answer that counts as unsafe." : "";
    }

    private static StudyPage.Choices choices(Scope scope) {
        boolean hasUnsure = scope.questions().stream()
                .anyMatch(question -> question.reading(Reading.UNSURE).isPresent());
        return new StudyPage.Choices(
                scope.questions().stream()
                        .map(q -> new Choice(q.code(), q.prompt(), q.equals(scope.plotted())))
                        .toList(),
                scope.axes().stream()
                        .map(axis -> new Choice(axis.code(), axis.code(), axis.equals(scope.axis())))
                        .toList(),
                hasUnsure ? StudyPages.unsureChoices(scope.unsure()) : List.of(),
                scope.out().choices());
    }

    private OverviewPage.Figures shown(Study study, Scope scope, Overview overview) {
        StoredQuestion plotted = Objects.requireNonNull(scope.plotted());
        Map<String, String> prompts =
                scope.questions().stream().collect(Collectors.toMap(StoredQuestion::code, StoredQuestion::prompt));
        Overview.Question contrasts = overview.questions().stream()
                .filter(question -> question.question().equals(plotted.code()))
                .findFirst()
                .orElseThrow();
        return new OverviewPage.Figures(
                SightView.counted(scope.offer().shown()) + scope.out().inWords() + "; raters grouped by "
                        + overview.axis()
                        + "; Unsure counts as "
                        + (scope.unsure() == UnsurePolicy.DROP ? "no answer" : "an answer of its own"),
                overview.release() == null ? FiguresView.age(overview.asOf(), clock.instant()) : "",
                OverviewTable.of(overview, prompts),
                IntervalPlot.ofDifferences(contrasts),
                plotted.prompt(),
                overview.hasHidden(),
                overview.hasMarked(),
                "/studies/" + study.id() + "/overview/overview.csv?axis="
                        + URLEncoder.encode(overview.axis(), StandardCharsets.UTF_8) + "&unsure=" + overview.unsure()
                        + scope.out().parameter() + SightView.parameter(scope.offer()));
    }
}
