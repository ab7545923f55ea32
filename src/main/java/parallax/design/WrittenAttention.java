package parallax.design;

import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.item.AttentionItems;
import parallax.study.AnswerOption;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;

/// An attention item as a file or a program writes it.
///
/// @param kind instructed or factual
/// @param message what is said to the chatbot; nothing if it is left out
/// @param question the code of the question that counts
/// @param answer the code of the option that is expected
@Schema(name = "AttentionOrder")
public record WrittenAttention(
        @Nullable String kind,
        @Schema(nullable = true) @Nullable String message,
        @Nullable String reply,
        @Nullable String question,
        @Nullable String answer) {

    /// @throws IllegalArgumentException saying what is wrong with it
    public AttentionItems.Draft draft(StoredRubric rubric) {
        String ofKind = said(kind);
        String replied = said(reply);
        String asked = said(message);
        if (!ofKind.equals("instructed") && !ofKind.equals("factual")) {
            throw new IllegalArgumentException("kind is instructed or factual.");
        }
        if (replied.isEmpty() || Math.max(replied.length(), asked.length()) > AttentionItems.LONGEST) {
            throw new IllegalArgumentException(
                    "reply has 1 to " + AttentionItems.LONGEST + " characters, message at most so many.");
        }
        return new AttentionItems.Draft(
                AttentionItems.Kind.valueOf(ofKind.toUpperCase(Locale.ROOT)), asked, replied, expected(rubric));
    }

    private AttentionItems.Expected expected(StoredRubric rubric) {
        StoredQuestion counted = rubric.asked()
                .filter(StoredQuestion::isOfOneOption)
                .filter(q -> q.code().equals(question))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("question is the code of a question that the study asks."));
        List<String> codes = counted.options().stream().map(AnswerOption::code).toList();
        if (answer == null || !codes.contains(answer)) {
            throw new IllegalArgumentException("answer is one of " + String.join(", ", codes) + ".");
        }
        return new AttentionItems.Expected(counted.id(), codes.indexOf(answer));
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
