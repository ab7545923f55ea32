package parallax.rater;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import parallax.study.StudyNotice;

/// What this study is, what it shows, and the consent it asks for.
///
/// @param statement the consent statement in force, plain text, paragraphs separated by blank lines
/// @param mustAgree whether the page came back because the box was not ticked
@CheckedTemplate(basePath = "rater", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record WelcomePage(StudyNotice study, String statement, boolean mustAgree) implements TemplateInstance {}
