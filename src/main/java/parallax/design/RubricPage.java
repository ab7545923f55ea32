package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;
import parallax.study.Study;

/// The editor of a draft's rubric.
///
/// @param version of the study, which a change must name
/// @param problems what must be put right, by the name of the field
/// @param saved whether the rubric was saved just now
/// @param templates names of rubrics that come with Parallax
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record RubricPage(
        long id,
        String title,
        int version,
        boolean draft,
        RubricFields form,
        Map<String, String> problems,
        boolean saved,
        List<String> templates)
        implements TemplateInstance {

    static RubricPage of(Study study, RubricFields form, Map<String, String> problems, boolean saved) {
        return new RubricPage(
                study.id(),
                study.title(),
                study.version(),
                study.isDraft(),
                form,
                problems,
                saved,
                NewStudyForm.RUBRICS);
    }
}
