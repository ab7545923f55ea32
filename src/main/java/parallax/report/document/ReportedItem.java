package parallax.report.document;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import parallax.analytics.Estimate;

/// An item of which raters disagree, with its conversation.
///
/// @param code the researcher's own id of it
/// @param entropy of everybody's answers to the first question, in bits
/// @param pUnsafe with Wilson's interval
public record ReportedItem(
        String code, String topic, List<Turn> conversation, int nAnswers, Estimate entropy, Estimate pUnsafe) {
    public ReportedItem {
        conversation = List.copyOf(conversation);
    }

    @Schema(name = "ReportTurn")
    public record Turn(String speaker, String text) {}
}
