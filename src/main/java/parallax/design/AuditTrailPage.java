package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// Who did what, and when, the newest first.
///
/// @param olderAddress of the entries before these, empty on the last page
/// @param newestAddress of the first page, empty on it
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record AuditTrailPage(
        List<Choice> studies, List<Choice> actions, List<Line> entries, String olderAddress, String newestAddress)
        implements TemplateInstance {

    public record Choice(String code, String label, boolean chosen) {}

    /// @param at in UTC, to the second
    /// @param who did it
    /// @param what they did, in words
    /// @param study its title, empty if it was in none
    /// @param studyAddress empty where the study is gone
    public record Line(String at, String who, String what, String study, String studyAddress, List<Fact> detail) {}

    public record Fact(String name, String value) {}
}
