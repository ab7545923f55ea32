package parallax.withdrawal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import parallax.study.StudyNotice;

/// Asks whether a rater wants to take their data back. Form field: `sure`.
///
/// @param judged how many items they have answered, attention items among them
/// @param mustBeSure whether the page came back because the box was not ticked
@CheckedTemplate(basePath = "withdrawal", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record WithdrawalPage(StudyNotice study, long judged, boolean mustBeSure) implements TemplateInstance {}
