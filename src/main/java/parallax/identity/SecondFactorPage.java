package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.Map;

/// What somebody shows beside their password.
///
/// @param required whether staff need one here, and this is staff
/// @param missing whether nothing else is open until they have one
/// @param passkeys whether browsers make passkeys for this address
/// @param problems what must be put right, by field
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record SecondFactorPage(
        String email,
        SecondFactors.Held held,
        boolean required,
        boolean missing,
        boolean passkeys,
        Map<String, String> problems)
        implements TemplateInstance {}
