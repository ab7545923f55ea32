package parallax.judgment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.UUID;
import parallax.item.TextPiece;
import parallax.study.StudyNotice;
import parallax.study.Wording;

/// One item before one rater: the conversation, the rubric's questions, and what was answered so far.
///
/// Form fields: `q.{questionId}` (an option's position), `key` (the submission's idempotency key),
/// `activeMs`, `idleMs`, `hiddenMs` (filled by the page's script, empty without).
///
/// @param position the number of this assignment among the rater's, as in its address
/// @param number which item this is for the rater, from 1
/// @param total how many the rater is asked to judge
/// @param back address of the item before, while its answers can still be changed, else empty
/// @param rubricVersion the version of the rubric that the guidelines belong to
/// @param leaseSeconds seconds until the item goes back to the pool
/// @param revising whether this was submitted before and is open to a change; such a page saves no drafts
/// @param sequence the number from which the page counts its saved changes
@CheckedTemplate(basePath = "judgment", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record RatingPage(
        StudyNotice study,
        int position,
        int number,
        int total,
        String back,
        List<TurnView> turns,
        int rubricVersion,
        List<QuestionGroupView> groups,
        UUID key,
        long leaseSeconds,
        boolean revising,
        long sequence,
        List<Gap> gaps,
        String error)
        implements TemplateInstance {

    public String address() {
        return "/s/" + study.code() + "/items/" + position;
    }

    public int percent() {
        return (int) Math.round(100.0 * (number - 1) / total);
    }

    public boolean hasError() {
        return !error.isEmpty();
    }

    /// One utterance; `last` marks the response under judgment.
    public record TurnView(String speaker, String speakerLabel, String content, boolean last) {

        public List<TextPiece> pieces() {
            return TextPiece.of(content);
        }
    }

    public record QuestionGroupView(String title, String guidance, List<QuestionView> questions) {}

    /// @param template which shows questions of its type
    /// @param number counted from 1 over all questions of the page
    /// @param gap whether it is required and was left open
    public record QuestionView(
            long id,
            String template,
            int number,
            Wording wording,
            boolean required,
            boolean gap,
            List<OptionView> options) {}

    public record OptionView(int position, String label, boolean chosen) {}

    /// A required question without an answer.
    public record Gap(long questionId, int number, String prompt) {}
}
