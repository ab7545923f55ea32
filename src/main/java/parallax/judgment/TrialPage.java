package parallax.judgment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import parallax.study.StudyNotice;

/// An item to try: it looks like any other, and nothing of it is stored. Form fields: those of
/// [RatingPage], or `skip`.
@CheckedTemplate(basePath = "judgment", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record TrialPage(
        StudyNotice study,
        RatingPage.Conversation conversation,
        RatingPage.Questions questions,
        RatingPage.Faults faults)
        implements TemplateInstance {}
