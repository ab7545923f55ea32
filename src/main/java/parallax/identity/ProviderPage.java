package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.Map;

/// Another service, and whether one's account is connected with it.
///
/// @param name of the service
/// @param way where it signs people in, once the password was given; empty before
/// @param problems what must be put right, by field; of anything else under an empty name
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ProviderPage(String email, String name, boolean connected, String way, Map<String, String> problems)
        implements TemplateInstance {}
