package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// Asks whoever gave the right password for the second factor.
///
/// @param passkey what the browser is asked for, as JSON; empty if there is no passkey to ask for
/// @param error what went wrong with the last try, or empty
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record SecondStepPage(SecondFactors.Held held, String passkey, String error) implements TemplateInstance {}
