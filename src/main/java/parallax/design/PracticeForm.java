package parallax.design;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.FormParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import parallax.study.Comprehension;
import parallax.study.Practice;
import parallax.study.Study;
import parallax.web.Faults;
import parallax.web.FormText;
import parallax.web.WholeNumber;

/// The form of what comes before the first item: its fields as they were typed, and what they mean.
///
/// @param questions one block of lines each, with a blank line between them: the question, then its
///   answers, each after
///     a hyphen, the right one after an asterisk
public record PracticeForm(
        @FormParam("trialQuestion") @Size(max = 5000, message = "The trial's question is longer than {max} characters.")
        String trialQuestion,

        @FormParam("trialReply") @Size(max = 5000, message = "The trial's reply is longer than {max} characters.")
        String trialReply,

        @FormParam("instructions") @Size(max = 5000, message = "The instructions are longer than {max} characters.")
        String instructions,

        @FormParam("questions") @Size(max = 20_000, message = "The questions are longer than {max} characters.")
        String questions,

        @FormParam("tries") @WholeNumber(of = "The number of tries", least = 1, most = 10)
        String tries,

        @FormParam("code") @Size(max = 100, message = "The code is longer than {max} characters.")
        String code,

        @FormParam("url")
        @Pattern(
                regexp = "|https://.{1,490}",
                message = "A panel's address must begin with https:// and have at most 498 characters.")
        String url) {
    private static final int LEAST_OPTIONS = 2;
    private static final int MOST_OPTIONS = 10;
    private static final int LONGEST_PROMPT = 1000;

    public PracticeForm {
        trialQuestion = FormText.of(trialQuestion);
        trialReply = FormText.of(trialReply);
        instructions = FormText.of(instructions);
        questions = FormText.of(questions);
        tries = FormText.of(tries);
        code = FormText.of(code);
        url = FormText.of(url);
    }

    static PracticeForm of(Study study, List<Practice.Question> asked, Practice.Trial trial) {
        return of(study.comprehension(), asked, trial);
    }

    /// @param trial with empty texts for none
    static PracticeForm of(Comprehension comprehension, List<Practice.Question> asked, Practice.Trial trial) {
        return new PracticeForm(
                trial.question(),
                trial.reply(),
                comprehension.comprehensionInstructions(),
                asked.stream().map(PracticeForm::typed).collect(Collectors.joining("\n\n")),
                Integer.toString(comprehension.comprehensionTries()),
                comprehension.comprehensionCode(),
                comprehension.comprehensionUrl());
    }

    private static String typed(Practice.Question question) {
        String options = IntStream.range(0, question.options().size())
                .mapToObj(i -> (i == question.right() ? "* " : "- ")
                        + question.options().get(i))
                .collect(Collectors.joining("\n"));
        return question.prompt() + "\n" + options;
    }

    /// What must be put right, by field.
    public Map<String, String> problems(Faults faults) {
        Map<String, String> problems = faults.of(this);
        if (trialQuestion.isEmpty() != trialReply.isEmpty()) {
            problems.putIfAbsent(
                    trialQuestion.isEmpty() ? "trialQuestion" : "trialReply",
                    "A trial needs both a question and a reply.");
        }
        try {
            read();
        } catch (IllegalArgumentException e) {
            problems.putIfAbsent("questions", String.valueOf(e.getMessage()));
        }
        return problems;
    }

    /// Of a form without problems.
    public Practice.Plan plan() {
        return new Practice.Plan(
                new Comprehension(instructions, Integer.parseInt(tries), code, url),
                read(),
                trialQuestion.isEmpty() ? null : new Practice.Trial(trialQuestion, trialReply));
    }

    /// @throws IllegalArgumentException naming the question and the rule
    private List<Practice.Question> read() {
        var read = new ArrayList<Practice.Question>();
        for (String block : questions.split("\n\\s*\n", -1)) {
            if (!block.isBlank()) {
                read.add(question(
                        read.size() + 1,
                        block.lines()
                                .map(String::strip)
                                .filter(l -> !l.isEmpty())
                                .toList()));
            }
        }
        return read;
    }

    private static Practice.Question question(int number, List<String> lines) {
        String prompt = lines.getFirst();
        List<String> options = lines.subList(1, lines.size());
        List<Integer> right = IntStream.range(0, options.size())
                .filter(i -> options.get(i).startsWith("*"))
                .boxed()
                .toList();
        String fault = fault(prompt, options, right);
        if (!fault.isEmpty()) {
            throw new IllegalArgumentException("Question " + number + ": " + fault);
        }
        List<String> labels =
                options.stream().map(option -> option.substring(1).strip()).toList();
        return new Practice.Question(prompt, labels, right.getFirst());
    }

    private static String fault(String prompt, List<String> options, List<Integer> right) {
        if (prompt.startsWith("*") || prompt.startsWith("-") || prompt.length() > LONGEST_PROMPT) {
            return "the first line is the question, in at most " + LONGEST_PROMPT + " characters.";
        }
        if (options.size() < LEAST_OPTIONS || options.size() > MOST_OPTIONS) {
            return "it needs " + LEAST_OPTIONS + " to " + MOST_OPTIONS + " answers, each on a line of its own.";
        }
        if (!options.stream().allMatch(option -> option.matches("(?s)[*-]\\s*\\S.*"))) {
            return "each answer begins with a hyphen, the right one with an asterisk.";
        }
        return right.size() == 1 ? "" : "exactly one answer begins with an asterisk.";
    }
}
