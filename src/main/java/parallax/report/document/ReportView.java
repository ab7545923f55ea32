package parallax.report.document;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.report.DistributionTable;
import parallax.report.FiguresView;
import parallax.report.IntervalPlot;
import parallax.report.LimitsView;
import parallax.report.OverviewTable;

/// What stands in a report's page, but for its head and its manifest.
///
/// @param made when the release was
/// @param withdrawn how many took their data back since, in a sentence
/// @param prompt the first question as raters read it
/// @param planned whether anything was, before raters came
/// @param limits null where the plan has none
@CheckedTemplate(basePath = "report/document", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record ReportView(
        ReleaseReport report,
        String made,
        String withdrawn,
        String prompt,
        List<Axis> axes,
        @Nullable LimitsView limits,
        List<ItemLine> items,
        boolean planned)
        implements TemplateInstance {

    /// @param name empty for everybody together
    /// @param dropped the first question without Unsure; null where it has none
    /// @param overview all questions; null where there is none
    /// @param contrasts of the first question; null where there are none
    public record Axis(
            String name,
            FiguresView figures,
            @Nullable DistributionTable dropped,
            @Nullable OverviewTable overview,
            @Nullable IntervalPlot contrasts) {}

    /// @param said how raters answered, in words
    public record ItemLine(String code, String topic, List<ReportedItem.Turn> conversation, String said) {}
}
