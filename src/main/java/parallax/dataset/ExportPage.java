package parallax.dataset;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import parallax.study.StudyNotice;

/// Where a study's dataset is downloaded.
@CheckedTemplate(basePath = "dataset", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ExportPage(long id, StudyNotice study, boolean mayExport, long judgments) implements TemplateInstance {}
