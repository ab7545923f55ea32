package parallax.release;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.StudyNotice;

/// A study's releases, and the way to the next.
///
/// @param mayMake whether the viewer may make one
/// @param problem why the last thing that was asked for was not done; empty otherwise
@CheckedTemplate(basePath = "release", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ReleasesPage(
        long id, StudyNotice study, String state, int least, List<Line> releases, boolean mayMake, String problem)
        implements TemplateInstance {
    /// @param state “shown to viewers”, “called back on …” or “replaced”
    public record Line(int number, String made, String raters, String judgments, long withdrawnSince, String state) {}
}
