package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;
import parallax.study.Rubric;
import parallax.study.StandardAxes;

/// The form that begins a study.
///
/// @param form what was entered so far
/// @param problems what must be put right, by field; of the form as a whole under an empty name
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record NewStudyPage(
        NewStudyForm form, List<AxisChoice> axes, List<RubricChoice> rubrics, Map<String, String> problems)
        implements TemplateInstance {

    public record AxisChoice(String code, String prompt, String groups, boolean chosen, boolean stratifies) {}

    public record RubricChoice(String name, String title, int questions, boolean chosen) {}

    static NewStudyPage of(NewStudyForm form, Map<String, String> problems) {
        return new NewStudyPage(
                form,
                StandardAxes.ALL.stream()
                        .map(a -> new AxisChoice(
                                a.code(),
                                a.prompt(),
                                String.join(", ", a.choices()),
                                form.axis().contains(a.code()),
                                form.stratify().equals(a.code())))
                        .toList(),
                NewStudyForm.RUBRICS.stream()
                        .map(name -> rubric(name, name.equals(form.rubric())))
                        .toList(),
                problems);
    }

    private static RubricChoice rubric(String name, boolean chosen) {
        Rubric offered = Rubric.named(name);
        return new RubricChoice(name, offered.title(), (int) offered.questions().count(), chosen);
    }
}
