package parallax.rater;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import parallax.study.ConsentVersion;
import parallax.study.StudyNotice;

/// What this study is, what it shows, and the consent it asks for. Form fields: `agree`, and `version`,
/// the number of the consent version that was read.
///
/// @param consent the version in force: what raters are told field by field, and the researcher's own
///   statement
@CheckedTemplate(basePath = "rater", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record WelcomePage(StudyNotice study, ConsentVersion consent, String statement, Mode mode)
        implements TemplateInstance {

    public enum Mode {
        ASKING,
        /// It came back because the box was not ticked.
        ASKING_AGAIN,
        /// It came back because there is a newer version than the one that was read.
        CHANGED,
        /// A panel shows its people what the study is; nobody can begin.
        PREVIEW;

        public boolean mustAgree() {
            return this == ASKING_AGAIN;
        }

        public boolean hasChanged() {
            return this == CHANGED;
        }

        public boolean isPreview() {
            return this == PREVIEW;
        }
    }
}
