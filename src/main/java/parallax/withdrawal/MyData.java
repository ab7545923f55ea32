package parallax.withdrawal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Exposure;
import parallax.study.ConsentInformation;

/// Everything that a study keeps of a rater, as they may see it and take it along.
///
/// @param read conversations that were before their eyes, by how hard they are to read
public record MyData(
        String study,
        Consent consent,
        List<Exposure.Read> read,
        @JsonUnwrapped Person person,
        List<Reported> reported,
        List<Judged> judged,
        @JsonUnwrapped Besides besides,
        List<Noted> care) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// What they agreed to.
    public record Consent(int version, Instant givenAt, String statement, ConsentInformation information) {
        public String when() {
            return MINUTE.format(givenAt);
        }
    }

    /// Who they are to the study.
    ///
    /// @param formerly what they said of themselves before they corrected it
    /// @param sentBy null if no panel sent them, or what it called them was erased
    public record Person(
            List<Said> aboutYou,
            List<Formerly> formerly,
            @Nullable SentBy sentBy) {}

    /// @param visit what the panel called their visit, or empty
    public record SentBy(String panel, String id, String visit) {}

    /// What they said of themselves on an axis, in their words; empty if they would rather not say.
    public record Said(String question, List<String> answers) {}

    /// @param until when they corrected it
    public record Formerly(String question, List<String> answers, Instant until) {
        public String when() {
            return MINUTE.format(until);
        }
    }

    /// A problem with an item that they told the researchers about.
    public record Reported(String reason, String note, Instant at) {
        public String when() {
            return MINUTE.format(at);
        }
    }

    /// What they did beside the answers that are current.
    ///
    /// @param passedOver items that they skipped
    /// @param notSubmitted what is chosen on items and not sent in, item by item
    /// @param replaced what they answered before they changed it
    /// @param withoutCode how many items somebody answered who went on with the panel's id alone, and may not
    ///     be the rater: what they answered is shown to neither
    public record Besides(
            List<PassedOver> passedOver, List<Chosen> notSubmitted, List<Judged> replaced, long withoutCode) {}

    /// @param note what they added, or empty
    public record PassedOver(String reason, String note, Instant at) {
        public String when() {
            return MINUTE.format(at);
        }
    }

    /// What is chosen on one item.
    public record Chosen(List<Draft> answers) {}

    public record Draft(String question, String answer) {}

    /// An item with the answers of one time.
    ///
    /// @param number which item it was for the rater, from 1
    /// @param revision how often they sent it in
    /// @param attention what it was, if it was an attention item; null of any other, and of all while the study
    ///     goes on
    public record Judged(
            int number,
            Instant submittedAt,
            int revision,
            List<Given> answers,
            @Nullable Attention attention) {
        public String when() {
            return MINUTE.format(submittedAt);
        }
    }

    /// An attention item, told once the study is closed.
    ///
    /// @param question the one that counted
    /// @param expected the answer to it that the item said, or that was plain
    /// @param passed whether that was given
    public record Attention(String question, String expected, boolean passed) {}

    /// @param activeMs how long they were active before they gave it, in milliseconds, where that is known
    /// @param pastes how often something was pasted into what they wrote, where the study counts it
    /// @param leaves how often they left the page while they wrote it, where the study counts it
    public record Given(
            String question,
            String answer,
            @Nullable Long activeMs,
            @Nullable Integer pastes,
            @Nullable Integer leaves) {}

    /// What one of the study's signals of care says of them.
    ///
    /// @param value empty where there is none
    /// @param raised whether it reaches the study's limit
    /// @param toldLater whether the value is told once the study is closed: now it would tell attention items from
    ///     others
    public record Noted(String signal, String howItIsWorkedOut, String value, boolean raised, boolean toldLater) {}

    /// Whether something is told only once the study is closed.
    public boolean isToldLater() {
        return care.stream().anyMatch(Noted::toldLater);
    }
}
