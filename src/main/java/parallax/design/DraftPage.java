package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.Map;
import parallax.study.Study;

/// The form in which a draft is edited.
///
/// @param version of the study, which a change must name
/// @param problems what must be put right, by field
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record DraftPage(long id, String title, int version, boolean draft, DraftForm form, Map<String, String> problems)
        implements TemplateInstance {

    static DraftPage of(Study study, DraftForm form, Map<String, String> problems) {
        return new DraftPage(study.id(), study.title(), study.version(), study.isDraft(), form, problems);
    }
}
