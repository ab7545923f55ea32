package parallax.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;
import parallax.study.StudyNotice;

/// All questions of a study in every group of one axis, and the contrasts of one of them.
///
/// @param figures null while the first ones are being computed, where there is no release to show, or where the
///   study has no axis
/// @param problem why there can be no figures; empty otherwise
@CheckedTemplate(basePath = "report", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record OverviewPage(
        long id,
        StudyNotice study,
        String state,
        StudyPage.Choices choices,
        @Nullable Figures figures,
        String problem,
        StudyPage.Viewer viewer)
        implements TemplateInstance {

    /// @param filter which answers the figures are of, in words
    /// @param age how old the figures are, in words; empty where there was nothing to compute
    /// @param download address of the same figures as CSV
    public record Figures(
            String filter,
            String age,
            OverviewTable table,
            IntervalPlot plot,
            String prompt,
            boolean hasHidden,
            boolean hasMarked,
            String download) {}
}
