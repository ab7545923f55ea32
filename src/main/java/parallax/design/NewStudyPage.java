package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;

/// The form that begins a study.
///
/// @param values what was entered so far
/// @param problems what must be put right, by field; of the form as a whole under an empty name
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record NewStudyPage(
        Values values, List<AxisChoice> axes, List<RubricChoice> rubrics, Map<String, String> problems)
        implements TemplateInstance {

    public record AxisChoice(String code, String prompt, String groups, boolean chosen, boolean stratifies) {}

    public record RubricChoice(String name, String title, int questions, boolean chosen) {}

    /// The form's fields as text.
    public record Values(
            String title,
            String purpose,
            String contentWarning,
            String consent,
            String contact,
            String helplines,
            String payment,
            String minutes,
            String raters,
            String replication,
            String itemsPerRater,
            String minGroup,
            String completionCode,
            String screenOutCode,
            String completionUrl,
            String screenOutUrl) {}
}
