package parallax.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// What a person reads when a page cannot be had.
@CheckedTemplate(basePath = "report", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ErrorPage(String heading, String message) implements TemplateInstance {}
