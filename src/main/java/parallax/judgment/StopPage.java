package parallax.judgment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import parallax.study.StudyNotice;

/// Asks whether a rater wants to end their part for good.
///
/// @param judged how many items they have answered, attention items among them
/// @param asked how many they are asked to answer at most, attention items among them
@CheckedTemplate(basePath = "judgment", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record StopPage(StudyNotice study, long judged, int asked) implements TemplateInstance {}
