package parallax.release;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.StudyNotice;

/// One release, or what the next would be: whom it counts, what it shows and hides.
///
/// @param preview whether it is not made yet
/// @param refusal why it cannot be made; empty where it can, or is
/// @param act whether the viewer may make it, or call it back
@CheckedTemplate(basePath = "release", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ReleasePage(
        long id, StudyNotice study, int number, boolean preview, String refusal, About about, Shown shown, boolean act)
        implements TemplateInstance {

    /// @param state “shown to viewers”, “called back on …” or “replaced”; empty before it is made
    /// @param audit what the attack found, in words
    public record About(
            String made, String state, String raters, String judgments, int least, String note, String audit) {
        /// Whether nobody is shown it any more.
        public boolean calledBack() {
            return state.startsWith("called back");
        }
    }

    /// @param people whom it counts, by group
    /// @param hidden what is hidden in single questions beyond that, in sentences
    /// @param items of how many items each question has figures
    public record Shown(List<Person> people, List<String> hidden, List<Items> items) {}

    /// @param raters the number, or that it is hidden, with the reason in a preview
    public record Person(String axis, String group, String raters) {}

    /// @param byGroup of how many items the groups of which axis have figures
    public record Items(String question, String everyone, String byGroup) {}
}
