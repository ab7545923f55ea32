package parallax.design;

import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.study.Comprehension;
import parallax.study.Practice;
import parallax.study.Study;

/// What comes before the first item, as a file or a program writes it; what it leaves out does not come.
///
/// @param instructions what raters read right before the questions
/// @param tries how often they may try, 1 to 10; 2 if it is left out
/// @param code what a panel gets back with somebody who used up their tries
/// @param url where they bring it
/// @param trial an item of which nothing is stored; null for none
/// @param version of the study, which whoever read it sends along, so that nothing that changed
///   meanwhile is undone
@Schema(name = "PracticePlan")
public record WrittenPractice(
        @Nullable String instructions,
        @Nullable Integer tries,
        @Nullable String code,
        @Nullable String url,
        @Nullable List<Question> questions,
        Practice.@Nullable Trial trial,
        @Nullable Integer version) {

    /// @param right the position of the right option, from 0
    @Schema(name = "ComprehensionQuestion")
    public record Question(
            @Nullable String prompt,
            @Nullable List<String> options,
            @Nullable Integer right) {
        private boolean isWhole() {
            return prompt != null && options != null && right != null && right >= 0 && right < options.size();
        }

        private boolean isOneLineEach() {
            return isWhole()
                    && !Objects.requireNonNull(prompt).contains("\n")
                    && Objects.requireNonNull(options).stream().noneMatch(option -> option.contains("\n"));
        }

        private Practice.Question question() {
            return new Practice.Question(
                    Objects.requireNonNull(prompt), Objects.requireNonNull(options), Objects.requireNonNull(right));
        }
    }

    public static WrittenPractice of(Study study, Practice practice) {
        Comprehension comprehension = study.comprehension();
        return new WrittenPractice(
                comprehension.comprehensionInstructions(),
                comprehension.comprehensionTries(),
                comprehension.comprehensionCode(),
                comprehension.comprehensionUrl(),
                practice.questions(study.id()).stream()
                        .map(q -> new Question(q.prompt(), q.options(), q.right()))
                        .toList(),
                practice.trial(study.id()).orElse(null),
                study.version());
    }

    /// As the page's form would have it.
    ///
    /// @throws IllegalArgumentException naming the question that is none
    public PracticeForm form() {
        List<Question> asked = questions == null ? List.of() : questions;
        for (int i = 0; i < asked.size(); i++) {
            if (!asked.get(i).isOneLineEach()) {
                throw new IllegalArgumentException(
                        "Question " + (i + 1)
                                + " needs a prompt and options of one line each, and right, the position of one of them from 0.");
            }
        }
        return PracticeForm.of(
                new Comprehension(said(instructions), Objects.requireNonNullElse(tries, 2), said(code), said(url)),
                asked.stream().map(Question::question).toList(),
                trial == null ? new Practice.Trial("", "") : trial);
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text;
    }
}
