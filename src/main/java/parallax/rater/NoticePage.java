package parallax.rater;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import parallax.study.StudyNotice;

/// A kind last page: finished, study full, not open, paused, nothing left, or already judged elsewhere.
///
/// @param code the completion or screen-out code to hand to the panel, empty when there is none
/// @param returnUrl where the panel wants the rater back, empty when there is none
/// @param retry whether coming back in a few minutes can help
/// @param comeBack an address with which this rater alone can go on later, empty when there is none
@CheckedTemplate(basePath = "rater", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record NoticePage(
        StudyNotice study,
        String heading,
        String message,
        String code,
        String returnUrl,
        boolean retry,
        String comeBack)
        implements TemplateInstance {}
