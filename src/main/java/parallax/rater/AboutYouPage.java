package parallax.rater;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.StudyNotice;

/// The demographic questions: each optional, each can be declined or self-described.
///
/// Form fields per axis: `axis.{code}` (a choice's label, repeated when several are allowed; `~declined`
/// for "prefer not to say"; `~self` for self-description) and `self.{code}` (the description). `blank`
/// says that the rater has been told what a blank means.
///
/// @param ownCode with which this rater, and nobody else, goes on on another device
/// @param errors one sentence for each axis that needs attention, by axis code
/// @param blanks the prompts of axes that were left blank, about which the rater is asked once more
/// @param changeable whether the rater may correct it later
@CheckedTemplate(basePath = "rater", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record AboutYouPage(
        StudyNotice study,
        String ownCode,
        List<AxisField> axes,
        List<FieldError> errors,
        List<String> blanks,
        boolean changeable)
        implements TemplateInstance {
    public static final String DECLINED = "~declined";
    static final String SELF_DESCRIBED = "~self";

    public boolean isToBeShownAgain() {
        return !errors.isEmpty() || !blanks.isEmpty();
    }

    public record AxisField(
            String code,
            String prompt,
            boolean multiple,
            boolean selfDescribe,
            List<AxisChoice> choices,
            Said said,
            String error) {

        public String inputType() {
            return multiple ? "checkbox" : "radio";
        }

        public boolean hasError() {
            return !error.isEmpty();
        }
    }

    public record AxisChoice(String label, boolean chosen) {}

    /// What was said beside the choices.
    public record Said(boolean selfChosen, String selfDescribed, boolean declined) {}

    public record FieldError(String code, String message) {}
}
