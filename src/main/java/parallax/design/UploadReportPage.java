package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import parallax.dataset.items.ItemUpload;
import parallax.study.StudyNotice;

/// What came in from a file of conversations.
///
/// @param mayTakeOut whether the study is a draft still
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record UploadReportPage(long id, StudyNotice study, ItemUpload upload, boolean mayTakeOut)
        implements TemplateInstance {}
