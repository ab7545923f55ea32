package parallax.judgment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parallax.item.TextPiece;
import parallax.item.Turn;
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

    /// @param compared two replies behind the turns, in the order of the page; none where the last turn is judged
    /// @param veiled whether it is out of sight until the rater asks for it
    public record Conversation(List<TurnView> turns, List<TurnView> compared, boolean veiled) {}

    /// One utterance; `last` marks the response under judgment.
    public record TurnView(String speaker, String speakerLabel, String content, boolean last) {
        private static final boolean LAST = true;

        static TurnView before(Turn turn) {
            return new TurnView(turn.speaker().word(), turn.speaker().label(), turn.content(), !LAST);
        }

        static TurnView judged(Turn turn) {
            return new TurnView(turn.speaker().word(), turn.speaker().label(), turn.content(), LAST);
        }

        /// Nothing of it says which of the two replies of the item it is.
        static TurnView compared(String name, Turn turn) {
            return new TurnView(Turn.Speaker.CHATBOT.word(), name, turn.content(), LAST);
        }

        public List<TextPiece> pieces() {
            return TextPiece.of(content);
        }
    }

    /// @param version of the rubric, which the guidelines belong to
    public record Questions(int version, List<QuestionGroupView> groups) {}

    /// @param number counted from 0, by which the group is answered at once
    /// @param safeToAll the label of the answer that can be given to all of its questions at once; or
    ///   empty
    public record QuestionGroupView(
            int number, String title, String guidance, String safeToAll, List<QuestionView> questions) {}

    /// @param type the folder of its template
    /// @param number counted from 1 over all questions of the page; a page with scripts counts those in sight
    /// @param gate when it is asked; null: always
    /// @param options what is offered, if anything
    /// @param text what was written, if anything
    public record QuestionView(
            long id,
            String type,
            int number,
            Wording wording,
            Duty duty,
            @Nullable GateView gate,
            List<OptionView> options,
            TextView text) {
        public String template() {
            return "judgment/question/" + type + "/" + type;
        }

        /// Whether it was answered together with others of its group.
        public boolean together() {
            return options.stream().anyMatch(OptionView::together);
        }
    }

    /// What must be done about a question.
    ///
    /// @param gap whether it is required and was left open, or was answered against its rules
    /// @param hint what the rules are, in a sentence; or empty
    /// @param rule the sentence for a gap
    /// @param least the fewest options of a set; 0 of other questions
    public record Duty(boolean required, boolean gap, String hint, String rule, int least, int most) {}

    /// @param question the id of the one that it waits for
    /// @param opens the positions of the options that open it, with commas between
    /// @param sentence what it waits for, for whoever has no script that does
    public record GateView(long question, String opens, String sentence) {}

    /// @param number of a scale's point; else empty
    /// @param alone whether choosing it excludes the others
    /// @param together whether it was chosen with others of its group by one press
    public record OptionView(
            int position, String label, boolean chosen, String number, boolean alone, boolean together) {}

    /// @param longest the most characters; 0 where no text is asked for
    public record TextView(String words, int longest) {
        static final TextView NONE = new TextView("", 0);
    }

    /// What is sent beside the answers `q.{questionId}` (an option's position, several, or a text) and the
    /// times `activeMs`, `idleMs` and `hiddenMs`, which the page's script fills in.
    ///
    /// @param key the submission's idempotency key
    /// @param revising whether this was submitted before and is open to a change; such a page saves no
    ///   drafts
    /// @param sequence the number from which the page counts its saved changes
    /// @param counted which signals of care the page counts while words are written, with spaces between
    public record Form(UUID key, boolean revising, long sequence, String counted) {}

    /// What must be put right.
    ///
    /// @param gaps required questions without an answer
    /// @param error a sentence, or empty
    public record Faults(List<Gap> gaps, String error) {
        static final Faults NONE = new Faults(List.of(), "");
    }

    /// A required question without an answer.
    public record Gap(long questionId, String prompt) {}
}
