package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// @param passkey what the browser is asked for, as JSON; empty where browsers have no passkeys
/// @param error what went wrong with the last try, or empty
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record SignInPage(String email, String passkey, String error) implements TemplateInstance {
    static final String NO_PASSKEY =
            "That passkey does not open an account here, or this took too long. Try again, or sign in with your password.";
}
