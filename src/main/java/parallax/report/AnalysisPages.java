package parallax.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisRequest;
import parallax.analysis.AnalysisRun;
import parallax.analysis.AnalysisRuns;
import parallax.analysis.AnalysisScope;
import parallax.analysis.AnalysisScopes;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.analysis.Finding;
import parallax.disclosure.GroupDistribution;
import parallax.disclosure.ShownEstimate;
import parallax.disclosure.ShownFigures;
import parallax.study.Study;
import parallax.withdrawal.Withdrawals;

/// Makes the pages of a study's analyses.
@ApplicationScoped
public class AnalysisPages {
    private final AnalysisRuns runs;
    private final ShownFigures figures;
    private final AnalysisScopes scopes;
    private final Withdrawals withdrawals;

    public AnalysisPages(AnalysisRuns runs, ShownFigures figures, AnalysisScopes scopes, Withdrawals withdrawals) {
        this.runs = runs;
        this.figures = figures;
        this.scopes = scopes;
        this.withdrawals = withdrawals;
    }

    AnalysesPage list(Study study, @Nullable AnalysisForm typed, Map<String, String> problems) {
        AnalysisScope scope = scopes.of(study.id());
        AnalysisForm form = typed == null ? AnalysisForm.beginning(scope) : typed;
        List<AnalysesPage.Line> lines =
                runs.ofStudy(study.id()).stream().map(AnalysisPages::line).toList();
        return new AnalysesPage(
                study.id(),
                study.notice(),
                study.state().word(),
                lines,
                new AnalysesPage.Scope(
                        choices(scope.axes(), form.axis()),
                        choices(scope.topics(), form.topic()),
                        choices(scope.models(), form.model()),
                        exclusions(scope, form)),
                form,
                lines.stream().anyMatch(AnalysesPage.Line::active),
                problems);
    }

    private static List<Choice> choices(List<String> offered, List<String> ticked) {
        return offered.stream()
                .map(name -> new Choice(name, name, ticked.contains(name)))
                .toList();
    }

    private static List<Choice> exclusions(AnalysisScope scope, AnalysisForm form) {
        return Stream.concat(
                        Stream.of(new Choice("", "nobody", form.exclude().isEmpty())),
                        scope.exclusions().stream()
                                .map(e -> new Choice(
                                        e.name(),
                                        e.name() + ": " + e.inWords(),
                                        e.name().equals(form.exclude()))))
                .toList();
    }

    /// @param question a question's code; the first one's if null or unknown
    /// @param axis as in the analysis; everybody if empty or unknown
    AnalysisPage page(Study study, AnalysisRun run, @Nullable String question, @Nullable String axis) {
        List<ShownEstimate> all = figures.estimates(study, run, null);
        List<String> questions =
                all.stream().map(e -> e.stored().question()).distinct().toList();
        String asked = questions.contains(question)
                ? question
                : questions.stream().findFirst().orElse(null);
        List<String> axes = run.request().axes();
        String grouped = axis != null && axes.contains(axis) ? axis : null;
        List<AnalysisPage.Line> lines = all.stream()
                .filter(e -> e.stored().question().equals(asked))
                .filter(e -> Objects.equals(e.stored().finding().axis(), grouped))
                .map(AnalysisPages::line)
                .toList();
        return new AnalysisPage(
                study.id(),
                study.notice(),
                run.id(),
                about(run),
                questions.stream().map(q -> new Choice(q, q, q.equals(asked))).toList(),
                Stream.concat(
                                Stream.of(new Choice("", "everybody together", grouped == null)),
                                axes.stream().map(a -> new Choice(a, a, a.equals(grouped))))
                        .toList(),
                lines,
                run.request().cut().exclude() == null
                        ? null
                        : ofEverybody(study.id(), run.request()).orElse(null));
    }

    /// The newest analysis that was asked the same of everybody, done or under way.
    Optional<Long> ofEverybody(long studyId, AnalysisRequest request) {
        return runs.ofStudy(studyId).stream()
                .filter(run ->
                        run.state() == AnalysisRun.State.DONE || run.state().isActive())
                .filter(run -> run.request().equals(request.ofEverybody()))
                .map(AnalysisRun::id)
                .findFirst();
    }

    private static AnalysesPage.Line line(AnalysisRun run) {
        return new AnalysesPage.Line(
                run.id(),
                asked(run),
                run.state().word(),
                run.state() == AnalysisRun.State.DONE ? 100 : run.progress().percent(),
                run.state().isActive(),
                run.state() == AnalysisRun.State.DONE,
                run.read() == null ? "" : read(run.read()),
                run.failure());
    }

    private static String asked(AnalysisRun run) {
        List<String> axes = run.request().axes();
        AnalysisRequest.Cut cut = run.request().cut();
        return (axes.isEmpty() ? "Everybody together" : "Raters by " + String.join(", ", axes)) + "; "
                + (cut.equals(AnalysisRequest.Cut.NONE) ? "" : cut.inWords() + "; ")
                + run.request().method().permutations() + " permutations, "
                + run.request().method().bootstrap() + " bootstrap replicates, seed "
                + run.request().method().seed();
    }

    private static String read(AnalysisRun.ReadAnswers read) {
        Integer excluded = read.excluded();
        return String.format(
                Locale.ROOT,
                "%,d answers to %,d items by %s raters" + (excluded == null ? "" : ", " + excluded + " excluded"),
                read.answers(),
                read.items(),
                read.raters() == null ? "unknown" : String.format(Locale.ROOT, "%,d", read.raters()));
    }

    /// What was computed is not rewritten when somebody withdraws later, so that it says how many did.
    private String about(AnalysisRun run) {
        AnalysisRun.ReadAnswers read = Objects.requireNonNull(run.read());
        long withdrew = withdrawals.since(
                run.studyId(), Objects.requireNonNull(run.progress().started()));
        return asked(run) + ". Of " + run.request().cut().inWords() + ": " + read(read) + " (SHA-256 "
                + read.digest().substring(0, 12) + "…), at " + run.progress().finished() + "."
                + (withdrew == 0 ? "" : " Raters who have taken their data back since then: " + withdrew + ".");
    }

    private static AnalysisPage.Line line(ShownEstimate shown) {
        Finding finding = shown.stored().finding();
        Estimate estimate = finding.estimate();
        String mark = shown.protection().notForShowing() ? GroupDistribution.WHY_MARKED + "; " : "";
        Interval interval = estimate.interval();
        Finding.Chance chance = finding.chance();
        return new AnalysisPage.Line(
                finding.group() == null ? "all" : finding.group(),
                finding.metric() + (finding.level() == null ? "" : " (" + finding.level() + ")"),
                finding.against() == null ? "" : finding.against(),
                finding.place().unsure(),
                number(estimate.value()),
                interval == null ? "–" : number(interval.low()) + " – " + number(interval.high()),
                chance == null ? "–" : number(chance.p()),
                mark + (estimate.reason() == null ? estimate.method() : estimate.reason()));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }
}
