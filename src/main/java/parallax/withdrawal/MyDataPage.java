package parallax.withdrawal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import parallax.study.StudyNotice;

/// What a study keeps of the rater before it, and what they may do with it.
///
/// @param correctable whether they may correct what they said of themselves
@CheckedTemplate(basePath = "withdrawal", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record MyDataPage(StudyNotice study, MyData data, String ownCode, boolean correctable)
        implements TemplateInstance {}
