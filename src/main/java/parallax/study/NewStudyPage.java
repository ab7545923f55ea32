package parallax.study;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// The form that begins a study.
///
/// @param values what was entered so far
/// @param error what must be put right, or empty
@CheckedTemplate(basePath = "study", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record NewStudyPage(Values values, List<AxisChoice> axes, List<RubricChoice> rubrics, String error)
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
