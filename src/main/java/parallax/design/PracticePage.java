package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.Map;
import parallax.study.Study;

/// What comes before the first item of a study.
///
/// @param version of the study, which a change must name
/// @param draft whether it can still be changed
/// @param problems what must be put right, by field; of the form as a whole under an empty name
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record PracticePage(
        long id, String title, int version, boolean draft, PracticeForm form, Map<String, String> problems)
        implements TemplateInstance {
    static PracticePage of(Study study, PracticeForm form, Map<String, String> problems) {
        return new PracticePage(study.id(), study.title(), study.version(), study.isDraft(), form, problems);
    }
}
