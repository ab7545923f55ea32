package parallax.rater;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import parallax.study.StudyNotice;

/// A page that asks nothing: finished, ended early, study full, not open, paused, left, nothing left.
///
/// @param payment what the panel wants back
/// @param ownCode the rater's own code, empty where it is not shown
/// @param comeBack the address where that code is asked for, empty when there is none
@CheckedTemplate(basePath = "rater", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record NoticePage(
        StudyNotice study,
        String heading,
        String message,
        Notice.Payment payment,
        Notice.Way way,
        String ownCode,
        String comeBack)
        implements TemplateInstance {}
