package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// Asks the browser to make a passkey.
///
/// @param options what it is asked for, as JSON; empty where browsers make none
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record NewPasskeyPage(String name, String options) implements TemplateInstance {}
