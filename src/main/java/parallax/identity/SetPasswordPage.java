package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.Map;

/// The page behind a one-time link: the first owner's account, or a new password.
///
/// @param person as stored; for the first owner, as entered so far
/// @param problems what must be put right, by field
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record SetPasswordPage(String token, boolean firstOwner, Person person, Map<String, String> problems)
        implements TemplateInstance {}
