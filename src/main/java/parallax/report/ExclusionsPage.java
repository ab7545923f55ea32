package parallax.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.study.StudyNotice;

/// A study's exclusions, the form that makes one, and what one of them would change.
///
/// @param effect what the rule that is looked at would change; null while none is
/// @param problems what must be put right in the form, by field; of anything else under an empty name
@CheckedTemplate(basePath = "report", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ExclusionsPage(
        long id,
        StudyNotice study,
        List<Line> rules,
        Form form,
        @Nullable Effect effect,
        Map<String, String> problems) implements TemplateInstance {
    /// @param words what it says
    public record Line(String name, String words, boolean retired) {}

    /// @param signals those that the study looks at
    public record Form(String name, boolean needsAll, List<Condition> signals) {}

    /// @param from the name of the field that says from which value on
    public record Condition(String code, String title, String formula, boolean ticked, String from, String limit) {}

    /// @param question what P(unsafe) is of
    /// @param minGroup groups of fewer raters are not for showing
    public record Effect(String rule, String question, List<EffectLine> lines, int minGroup) {}

    public record EffectLine(
            String group,
            String raters,
            String ratersOut,
            String judgments,
            String judgmentsOut,
            String before,
            String after,
            boolean notForShowing) {}
}
