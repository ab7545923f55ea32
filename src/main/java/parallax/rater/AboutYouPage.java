package parallax.rater;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.StudyNotice;

/// The demographic questions: each optional, each can be declined or self-described.
///
/// Form fields per axis: `axis.{code}` (a choice's label, repeated when several are allowed; `~declined`
/// for "prefer not to say"; `~self` for self-description) and `self.{code}` (the description).
///
/// @param errors one sentence for each axis that needs attention, by axis code
@CheckedTemplate(basePath = "rater", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record AboutYouPage(StudyNotice study, List<AxisField> axes, List<FieldError> errors)
        implements TemplateInstance {
    static final String DECLINED = "~declined";
    static final String SELF_DESCRIBED = "~self";

    public record AxisField(
            String code,
            String prompt,
            boolean multiple,
            boolean selfDescribe,
            List<AxisChoice> choices,
            boolean selfChosen,
            String selfDescribed,
            boolean declined,
            String error) {

        public String inputType() {
            return multiple ? "checkbox" : "radio";
        }

        public boolean hasError() {
            return !error.isEmpty();
        }
    }

    public record AxisChoice(String label, boolean chosen) {}

    public record FieldError(String code, String message) {}
}
