package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;

/// One's own account and its API keys.
///
/// @param newKey the text of a key just made, shown this once; empty otherwise
/// @param form what was entered to make a key
/// @param problems what must be put right in it, by field
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record AccountPage(
        String displayName,
        String email,
        String role,
        List<Line> keys,
        List<Scope> scopes,
        String newKey,
        NewKey form,
        Map<String, String> problems)
        implements TemplateInstance {

    public record Line(long id, String name, String scopes, String created, boolean revoked) {}

    /// @param chosen whether it was ticked
    public record Scope(String code, String meaning, boolean chosen) {}
}
