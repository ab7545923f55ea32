package parallax.judgment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.StudyNotice;

/// What is wrong with an item. Form fields: `reason` (a reason's code) and `note`.
///
/// @param note as it was typed
/// @param error what must be put right, or empty
@CheckedTemplate(basePath = "judgment", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ProblemPage(
        StudyNotice study, String address, List<ReasonView> reasons, String note, String error, Step step)
        implements TemplateInstance {

    public enum Step {
        ASKED,
        SENT;

        public boolean isSent() {
            return this == SENT;
        }
    }

    public record ReasonView(String code, String label, boolean chosen) {}
}
