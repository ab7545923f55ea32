package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// The form that begins a study with the file of a plan.
///
/// @param faults of the file that was sent just now
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record NewPlanPage(List<String> faults) implements TemplateInstance {}
