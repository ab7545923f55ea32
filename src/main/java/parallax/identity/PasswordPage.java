package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.Map;

/// Choosing another password.
///
/// @param problems what must be put right, by field
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record PasswordPage(String email, Map<String, String> problems) implements TemplateInstance {}
