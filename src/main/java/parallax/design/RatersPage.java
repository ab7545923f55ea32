package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;
import parallax.study.StandardAxes;
import parallax.study.Study;
import parallax.study.StudyPlan;

/// The form that says whom a draft asks: axes, strata, how much.
///
/// @param version of the study, which a change must name
/// @param problems what must be put right, by the name of the field
/// @param saved whether it was saved just now
/// @param standardAxes codes of axes that many studies ask
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record RatersPage(
        long id,
        String title,
        int version,
        boolean draft,
        RatersFields form,
        Map<String, String> problems,
        boolean saved,
        List<String> standardAxes)
        implements TemplateInstance {

    static RatersPage of(Study study, RatersFields form, Map<String, String> problems, boolean saved) {
        return new RatersPage(
                study.id(),
                study.title(),
                study.version(),
                study.isDraft(),
                form,
                problems,
                saved,
                StandardAxes.ALL.stream().map(StudyPlan.AxisPlan::code).toList());
    }
}
