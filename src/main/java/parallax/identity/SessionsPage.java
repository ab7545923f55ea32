package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// Where one is signed in.
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record SessionsPage(List<Line> sessions) implements TemplateInstance {

    /// @param browser in words
    /// @param since and lastSeen in UTC
    /// @param current whether it is the one that asks
    public record Line(long id, String browser, String since, String lastSeen, boolean current) {}
}
