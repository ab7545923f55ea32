package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;

/// The accounts of this installation.
///
/// @param link a one-time link just made, to hand to its person; empty otherwise
/// @param form what was entered to invite somebody
/// @param problems what must be put right in it, by field; of anything else under an empty name
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record AccountsPage(
        List<Line> accounts, String link, String linkFor, Invitation form, Map<String, String> problems)
        implements TemplateInstance {

    /// @param second in words what they show beside their password; empty if nothing
    /// @param version that a change of the account must name
    public record Line(
            long id,
            String name,
            String email,
            String role,
            String second,
            boolean enabled,
            boolean self,
            int version) {}
}
