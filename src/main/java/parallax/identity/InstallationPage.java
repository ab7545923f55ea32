package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.Map;

/// What holds for the whole installation.
///
/// @param problems what must be put right, by field
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record InstallationPage(InstallationForm form, Map<String, String> problems, boolean saved)
        implements TemplateInstance {}
