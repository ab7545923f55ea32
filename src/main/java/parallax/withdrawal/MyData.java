package parallax.withdrawal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Everything that a study keeps of a rater, as they may see it and take it along.
public record MyData(String study, Consent consent, List<Said> aboutYou, List<Judged> judged, List<Noted> care) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// What they agreed to.
    public record Consent(int version, Instant givenAt, String statement) {
        public String when() {
            return MINUTE.format(givenAt);
        }
    }

    /// What they said of themselves on an axis, in their words; empty if they would rather not say.
    public record Said(String question, List<String> answers) {}

    /// An item with the answers that are current.
    ///
    /// @param number which item it was for the rater, from 1
    /// @param revision how often they sent it in
    public record Judged(int number, Instant submittedAt, int revision, List<Given> answers) {
        public String when() {
            return MINUTE.format(submittedAt);
        }
    }

    /// @param activeMs how long they were active before they gave it, in milliseconds, where that is known
    public record Given(
            String question, String answer, @Nullable Long activeMs) {}

    /// What one of the study's signals of care says of them.
    ///
    /// @param value empty where there is none
    /// @param raised whether it reaches the study's limit
    public record Noted(String signal, String howItIsWorkedOut, String value, boolean raised) {}
}
