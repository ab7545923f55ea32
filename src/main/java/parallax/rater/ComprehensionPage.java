package parallax.rater;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.StudyNotice;

/// Asks whether somebody understood what is asked. Form fields: `c.{n}`, the position of the option
/// chosen for question n, from 0.
///
/// @param left how many tries there are
/// @param gaps those that were left blank
/// @param news what became of the try before, in a sentence; or empty
@CheckedTemplate(basePath = "rater", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ComprehensionPage(
        StudyNotice study, String instructions, List<Asked> questions, List<Asked> gaps, int left, String news)
        implements TemplateInstance {

    /// @param gap whether it was left blank
    public record Asked(int number, String prompt, List<Choice> options, boolean gap) {}

    public record Choice(int position, String label, boolean chosen) {}
}
