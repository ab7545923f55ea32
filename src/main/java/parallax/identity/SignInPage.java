package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// @param error what went wrong with the last try, or empty
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record SignInPage(String email, String error) implements TemplateInstance {}
