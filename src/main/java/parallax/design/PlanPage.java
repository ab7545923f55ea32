package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.design.plan.PlanFault;
import parallax.design.plan.PlanText;
import parallax.design.plan.WholePlan;
import parallax.study.Study;

/// A study's plan as a file.
///
/// @param version of the study, which a change must name
/// @param yaml the plan as it is
/// @param faults of the file that was sent just now
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record PlanPage(long id, String title, int version, boolean draft, String yaml, List<String> faults)
        implements TemplateInstance {

    static PlanPage of(Study study, WholePlan plan, List<PlanFault> faults) {
        return new PlanPage(
                study.id(),
                study.title(),
                study.version(),
                study.isDraft(),
                PlanText.yaml(plan),
                faults.stream().map(PlanFault::sentence).toList());
    }
}
