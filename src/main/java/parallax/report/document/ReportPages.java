package parallax.report.document;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.disclosure.Distribution;
import parallax.disclosure.Overview;
import parallax.gate.GateOutcome;
import parallax.release.ReleasePages;
import parallax.report.FiguresView;
import parallax.report.IntervalPlot;
import parallax.report.LimitsView;
import parallax.report.OverviewTable;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;

/// A report as one page that stands by itself: its style is within, nothing is fetched, nothing runs.
@ApplicationScoped
class ReportPages {
    private static final String STYLE = style();

    private final Rubrics rubrics;
    private final ReportMaking making;

    ReportPages(Rubrics rubrics, ReportMaking making) {
        this.rubrics = rubrics;
        this.making = making;
    }

    /// With an empty place for the manifest.
    String page(Study study, ReleaseReport report) {
        String title = "Release " + report.release().number() + " of " + study.title();
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                + "<title>" + ReportSeal.escaped(title) + "</title>\n<style>\n" + STYLE
                + "</style>\n</head>\n<body>\n<main>\n"
                + view(study, report).render() + ReportSeal.BEGIN + ReportSeal.END + "\n</main>\n</body>\n</html>\n";
    }

    private ReportView view(Study study, ReleaseReport report) {
        StoredRubric rubric = rubrics.ofStudy(study.id());
        StoredQuestion first = making.first(rubric, report.protocol().plan());
        Map<String, String> prompts = rubric.countedAsUnsafe().stream()
                .collect(Collectors.toMap(StoredQuestion::code, StoredQuestion::prompt));
        GateOutcome limits = report.protocol().limits();
        return new ReportView(
                report,
                ReleasePages.day(report.release().madeAt()),
                ReleasePages.withdrawn(report.release().withdrawnSince()),
                first.prompt(),
                report.figures().stream()
                        .map(figures -> axis(report, figures, first, prompts))
                        .toList(),
                limits == null ? null : LimitsView.ofRelease(limits),
                report.items().stream().map(ReportPages::item).toList(),
                isPlanned(report.protocol().compared()));
    }

    private static ReportView.Axis axis(
            ReleaseReport report, ReleaseReport.Figures figures, StoredQuestion first, Map<String, String> prompts) {
        Overview overview = figures.overview();
        Distribution dropped = figures.dropped();
        return new ReportView.Axis(
                figures.axis(),
                shown(report, figures.category(), first, "Unsure counts as an answer of its own"),
                dropped == null
                        ? null
                        : shown(report, dropped, first, "Unsure counts as no answer")
                                .table(),
                overview == null ? null : OverviewTable.of(overview, prompts),
                overview == null ? null : contrasts(overview, first));
    }

    private static FiguresView shown(
            ReleaseReport report, Distribution distribution, StoredQuestion first, String reading) {
        return FiguresView.of(
                distribution,
                first,
                "release " + report.release().number() + "; question " + first.code() + "; " + reading,
                report.release().madeAt());
    }

    private static @Nullable IntervalPlot contrasts(Overview overview, StoredQuestion first) {
        return overview.questions().stream()
                .filter(question -> question.question().equals(first.code()))
                .findFirst()
                .map(IntervalPlot::ofDifferences)
                .orElse(null);
    }

    private static ReportView.ItemLine item(ReportedItem item) {
        Double share = item.pUnsafe().value();
        Double entropy = item.entropy().value();
        return new ReportView.ItemLine(
                item.code(),
                item.topic(),
                item.conversation(),
                Claims.count(item.nAnswers())
                        + (item.nAnswers() == 1 ? " answer" : " answers")
                        + (share == null ? "" : ", " + Claims.percent(share) + " unsafe")
                        + (entropy == null
                                ? ""
                                : String.format(java.util.Locale.ROOT, ", entropy %.3f bits", entropy)));
    }

    private static String style() {
        try (InputStream css = ReportPages.class.getResourceAsStream("/report/report.css")) {
            return new String(Objects.requireNonNull(css, "report.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("the report's style cannot be read", broken);
        }
    }

    /// Whether anything was planned before raters came.
    static boolean isPlanned(List<Protocol.Compared> compared) {
        return compared.stream()
                .anyMatch(line -> line.kept() != null && !line.part().equals("raters"));
    }
}
