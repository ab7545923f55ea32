package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// The page behind a one-time link: the first owner's account, or a new password.
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record SetPasswordPage(String token, boolean firstOwner, String email, String displayName, String error)
        implements TemplateInstance {}
