package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.Map;

/// Shows an app that is being set up what its codes are made of.
///
/// @param secret as it is typed, in groups
/// @param problems what must be put right, by field
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record EnrolmentPage(QrCode code, String secret, Map<String, String> problems) implements TemplateInstance {}
