package parallax.rater;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import parallax.study.StudyNotice;

/// What this study is, what it shows, and the consent it asks for.
///
/// @param statement the consent statement in force, plain text, paragraphs separated by blank lines
@CheckedTemplate(basePath = "rater", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record WelcomePage(StudyNotice study, String statement, Mode mode) implements TemplateInstance {

    public enum Mode {
        ASKING,
        /// It came back because the box was not ticked.
        ASKING_AGAIN,
        /// A panel shows its people what the study is; nobody can begin.
        PREVIEW;

        public boolean mustAgree() {
            return this == ASKING_AGAIN;
        }

        public boolean isPreview() {
            return this == PREVIEW;
        }
    }
}
