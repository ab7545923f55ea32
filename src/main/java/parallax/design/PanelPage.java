package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.Map;

/// How a study's panel names and signs the people that it sends.
///
/// @param id of the study
/// @param entry the study's address, below which the panel sends its people; empty for a draft
/// @param problems what must be put right, by field
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record PanelPage(
        long id, String title, String entry, PanelForm form, Map<String, String> problems, boolean saved)
        implements TemplateInstance {}
