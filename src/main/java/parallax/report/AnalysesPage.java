package parallax.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;
import parallax.study.StudyNotice;

/// The analyses of a study: those asked for, how far they are, and the form that asks for one.
///
/// @param active whether one is under way, so that the page keeps itself up to date
/// @param problems what must be put right in the form, by field; of anything else under an empty name
@CheckedTemplate(basePath = "report", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record AnalysesPage(
        long id,
        StudyNotice study,
        String state,
        List<Line> analyses,
        List<Choice> axes,
        AnalysisForm form,
        boolean active,
        Map<String, String> problems)
        implements TemplateInstance {
    /// @param asked what it computes, in words
    /// @param read what it read, in words; empty before it is done
    public record Line(
            long id,
            String asked,
            String state,
            int percent,
            boolean active,
            boolean done,
            String read,
            String failure) {}
}
