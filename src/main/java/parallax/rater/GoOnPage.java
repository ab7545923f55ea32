package parallax.rater;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import parallax.study.StudyNotice;

/// Asks somebody who began elsewhere, or whose session ended, whether and as whom to go on here. Form field: `code`,
/// the rater's own code.
///
/// @param news what happened, in a sentence; or empty
/// @param known whether they have shown who they are, so that one button is enough
/// @param other whether another person's session is open on this device, which would end here
/// @param withoutCode whether they may go on with new items, as their other device is silent
/// @param error what is wrong with the code, or empty
@CheckedTemplate(basePath = "rater", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record GoOnPage(StudyNotice study, String news, boolean known, boolean other, boolean withoutCode, String error)
        implements TemplateInstance {}
