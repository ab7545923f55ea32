package parallax.rater;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// What raters with an account want to know.
@CheckedTemplate(basePath = "rater", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record RaterHelpPage() implements TemplateInstance {}
