package parallax.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// How to read and do things, for staff.
///
/// @param version of Parallax
@CheckedTemplate(basePath = "web", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record HelpPage(String version) implements TemplateInstance {}
