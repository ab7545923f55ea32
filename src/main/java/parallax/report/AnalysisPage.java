package parallax.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.study.StudyNotice;

/// The estimates of one analysis, for one question and one way to group raters.
///
/// @param analysis which one
/// @param everybody the same analysis of everybody, where this one leaves raters out; null where there is none
/// @param about what the estimates are of, in words, with the digest of the answers
@CheckedTemplate(basePath = "report", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record AnalysisPage(
        long id,
        StudyNotice study,
        long analysis,
        String about,
        List<Choice> questions,
        List<Choice> axes,
        List<Line> estimates,
        @Nullable Long everybody)
        implements TemplateInstance {
    /// @param note the reason where there is no value, else how it was computed
    public record Line(
            String group,
            String metric,
            String against,
            String unsure,
            String value,
            String interval,
            String p,
            String note) {}
}
