package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// The accounts of this installation.
///
/// @param link a one-time link just made, to hand to its person; empty otherwise
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record AccountsPage(List<Line> accounts, String link, String linkFor, String error) implements TemplateInstance {

    public record Line(long id, String name, String email, String role, boolean enabled, boolean self) {}
}
