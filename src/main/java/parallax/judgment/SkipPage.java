package parallax.judgment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.StudyNotice;

/// Why an item is passed over. Form fields: `reason` (a reason's code) and `note`.
@CheckedTemplate(basePath = "judgment", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record SkipPage(StudyNotice study, String address, List<ReasonView> reasons, String error)
        implements TemplateInstance {

    public boolean hasError() {
        return !error.isEmpty();
    }

    public record ReasonView(String code, String label) {}
}
