package parallax.design;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.FormParam;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import parallax.item.AttentionItems;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.web.FormText;

/// The form that adds an attention item.
///
/// @param expected the answer that it expects: `{question}={option}`, both by their codes
public record AttentionForm(
        @FormParam("kind") @Pattern(regexp = "instructed|factual", message = "Choose why its answer is beyond dispute.")
        String kind,

        @FormParam("message")
        @Size(max = AttentionItems.LONGEST, message = "What is said to the chatbot is longer than {max} characters.")
        String message,

        @FormParam("reply")
        @NotEmpty(message = "Enter what raters read as the reply.")
        @Size(max = AttentionItems.LONGEST, message = "The reply is longer than {max} characters.")
        String reply,

        @FormParam("expected") String expected) {
    public AttentionForm {
        kind = FormText.of(kind);
        message = FormText.of(message);
        reply = FormText.of(reply);
        expected = FormText.of(expected);
    }

    static AttentionForm empty() {
        return new AttentionForm("instructed", "", "", "");
    }

    boolean isFactual() {
        return kind.equals("factual");
    }

    /// The answer that it expects, if the rubric asks such a question.
    Optional<AttentionItems.Expected> expectedOf(StoredRubric rubric) {
        return rubric.asked()
                .filter(StoredQuestion::isOfOneOption)
                .flatMap(question -> IntStream.range(0, question.options().size())
                        .filter(option -> code(question, option).equals(expected))
                        .mapToObj(option -> new AttentionItems.Expected(question.id(), option)))
                .findFirst();
    }

    static String code(StoredQuestion question, int option) {
        return question.code() + "=" + question.options().get(option).code();
    }

    /// Of a form without problems.
    AttentionItems.Draft draft(AttentionItems.Expected answer) {
        return new AttentionItems.Draft(
                AttentionItems.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), message, reply, answer);
    }
}
