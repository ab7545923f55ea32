package parallax.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;
import parallax.study.StudyNotice;

/// The analyses of a study: those asked for, how far they are, and the form that asks for one.
///
/// @param scope what an analysis can be about, as the form offers it
/// @param active whether one is under way, so that the page keeps itself up to date
/// @param problems what must be put right in the form, by field; of anything else under an empty name
@CheckedTemplate(basePath = "report", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record AnalysesPage(
        long id,
        StudyNotice study,
        String state,
        List<Line> analyses,
        Scope scope,
        AnalysisForm form,
        boolean active,
        Map<String, String> problems)
        implements TemplateInstance {
    public record Scope(List<Choice> axes, List<Choice> topics, List<Choice> models, List<Choice> exclusions) {}

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
