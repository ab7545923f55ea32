package parallax.signal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;
import parallax.study.StudyNotice;

/// What a study looks at in how its raters work, and what it saw.
///
/// @param mayChange whether what is looked at can still be chosen
/// @param watched those of the signals that it looks at, as they are stored
/// @param problems what must be put right in the forms, by field; of anything else under an empty name
@CheckedTemplate(basePath = "signal", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record SignalsPage(
        long id,
        StudyNotice study,
        boolean mayChange,
        List<Line> signals,
        List<Line> watched,
        Flags flags,
        Raters raters,
        Map<String, String> problems)
        implements TemplateInstance {

    /// @param formula how its value is worked out
    /// @param disclosure what raters read of it
    /// @param raised of how many raters it is raised
    public record Line(
            String code, String title, String formula, String disclosure, boolean on, String from, String raised) {
        /// The name of the field that says from which value on it is raised.
        public String fromField() {
            return code + "From";
        }
    }

    /// @param flagged how many raters the panel flagged
    /// @param ids what was typed and not taken
    public record Flags(boolean wanted, long flagged, String ids) {}

    /// @param mayRead whether the viewer may read of individual raters
    /// @param lines raters of whom something is raised
    /// @param more how many more there are
    public record Raters(boolean mayRead, List<RaterLine> lines, int more) {}

    public record RaterLine(String rater, int judged, List<Cell> cells) {}

    public record Cell(String value, boolean raised) {}
}
