package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.Map;
import parallax.study.StudyNotice;

/// Opening an imported study to raters.
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ContinuationPage(long id, StudyNotice study, ContinuationForm form, Map<String, String> problems)
        implements TemplateInstance {}
