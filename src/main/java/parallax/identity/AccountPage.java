package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// One's own account and its API keys.
///
/// @param newKey the text of a key just made, shown this once; empty otherwise
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record AccountPage(
        String displayName, String email, String role, List<Line> keys, List<Scope> scopes, String newKey, String error)
        implements TemplateInstance {

    public record Line(long id, String name, String scopes, String created, boolean revoked) {}

    public record Scope(String code, String meaning) {}
}
