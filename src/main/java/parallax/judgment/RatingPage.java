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
/// @param news what happened to the item before while the rater was away, in a sentence; else empty
@CheckedTemplate(basePath = "judgment", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record RatingPage(
        StudyNotice study,
        Place place,
        Conversation conversation,
        Questions questions,
        Form form,
        Faults faults,
        long leaseSeconds,
        String news)
        implements TemplateInstance {

    /// Where the item lies on the rater's way.
    ///
    /// @param address of the item, as nobody else can guess it
    /// @param number which item this is for the rater, from 1
    /// @param total how many the rater is asked to judge
    /// @param back address of the item before, while its answers can still be changed, else empty
    public record Place(String address, int number, int total, String back) {}

    /// @param veiled whether it is out of sight until the rater asks for it
    public record Conversation(List<TurnView> turns, boolean veiled) {}

    /// One utterance; `last` marks the response under judgment.
    public record TurnView(String speaker, String speakerLabel, String content, boolean last) {

        public List<TextPiece> pieces() {
            return TextPiece.of(content);
        }
    }

    /// @param version of the rubric, which the guidelines belong to
    public record Questions(int version, List<QuestionGroupView> groups) {}

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

    /// What is sent beside the answers `q.{questionId}` (an option's position) and the times `activeMs`,
    /// `idleMs` and `hiddenMs`, which the page's script fills in.
    ///
    /// @param key the submission's idempotency key
    /// @param revising whether this was submitted before and is open to a change; such a page saves no drafts
    /// @param sequence the number from which the page counts its saved changes
    public record Form(UUID key, boolean revising, long sequence) {}

    /// What must be put right.
    ///
    /// @param gaps required questions without an answer
    /// @param error a sentence, or empty
    public record Faults(List<Gap> gaps, String error) {
        static final Faults NONE = new Faults(List.of(), "");
    }

    /// A required question without an answer.
    public record Gap(long questionId, int number, String prompt) {}
}
