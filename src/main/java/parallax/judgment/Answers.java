package parallax.judgment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parallax.identity.Token;
import parallax.study.AnswerOption;
import parallax.study.Asking;
import parallax.study.Derived;
import parallax.study.Question;
import parallax.study.Reading;
import parallax.study.SingleChoice;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;

/// One rater's answers to a rubric: question id → the chosen option's position.
///
/// A required question without an answer is a gap, not an error: the rater is shown it. A question whose
/// gate was not chosen is not asked, and stored as such.
public record Answers(Map<Long, Integer> chosen) {
    public Answers {
        chosen = java.util.Collections.unmodifiableMap(new TreeMap<>(chosen));
    }

    public static Answers none() {
        return new Answers(Map.of());
    }

    /// Reads `q.{questionId}` fields; anything that is not a question or option of the rubric is
    /// refused.
    ///
    /// @throws IllegalArgumentException naming the field and the rule
    public static Answers fromForm(StoredRubric rubric, Map<String, List<String>> form) {
        var chosen = new TreeMap<Long, Integer>();
        form.forEach((field, values) -> {
            if (field.startsWith("q.") && !values.get(0).isEmpty()) {
                long id = number(field, field.substring(2));
                chosen.put(id, read(rubric, field, id, values));
            }
        });
        return new Answers(chosen);
    }

    /// Required questions that are asked and not answered, in order.
    public List<StoredQuestion> gaps(StoredRubric rubric) {
        return rubric.asked()
                .filter(q -> isRequired(q) && isAsked(rubric, q) && !chosen.containsKey(q.id()))
                .toList();
    }

    private static boolean isRequired(StoredQuestion question) {
        return question.question().ifAsked().filter(Asking::required).isPresent();
    }

    /// Whether a question is asked of whoever answered this so far.
    public boolean isAsked(StoredRubric rubric, StoredQuestion question) {
        return question.question()
                .ifAsked()
                .filter(asking -> isOpen(rubric, asking.gate()))
                .isPresent();
    }

    private boolean isOpen(StoredRubric rubric, Asking.@Nullable Gate gate) {
        return gate == null
                || rubric.question(gate.question())
                        .filter(q -> Integer.valueOf(gate.position()).equals(chosen.get(q.id())))
                        .isPresent();
    }

    /// With some of them changed, and some taken back.
    Answers changed(Map<Long, Integer> to, Set<Long> cleared) {
        var all = new TreeMap<>(chosen);
        all.putAll(to);
        all.keySet().removeAll(cleared);
        return new Answers(all);
    }

    /// Without what was chosen below a gate that is not open: it was not asked.
    Answers asked(StoredRubric rubric) {
        var asked = new TreeMap<>(chosen);
        rubric.asked().filter(q -> !isAsked(rubric, q)).forEach(q -> asked.remove(q.id()));
        return new Answers(asked);
    }

    /// Identifies what was answered: SHA-256 of one line `question:0:option:` for every answer, in order
    /// of question.
    public byte[] contentHash() {
        var lines = new ArrayList<String>();
        chosen.forEach((question, position) -> lines.add(question + ":0:" + position + ":"));
        return Token.sha256(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    /// Every answer to store: what was chosen, what was not asked, and what is derived from it.
    List<Stored> stored(StoredRubric rubric) {
        var stored = new ArrayList<Stored>();
        rubric.questions().forEach(question -> stored(rubric, question).ifPresent(stored::add));
        return stored;
    }

    /// @param position the option, or -1 where nothing was asked
    record Stored(long questionId, int position, String source) {}

    private Optional<Stored> stored(StoredRubric rubric, StoredQuestion question) {
        return switch (question.question()) {
            case SingleChoice choice -> given(rubric, question);
            case Derived derived ->
                derived(rubric, derived).map(position -> new Stored(question.id(), position, "derived"));
        };
    }

    private Optional<Stored> given(StoredRubric rubric, StoredQuestion question) {
        return isAsked(rubric, question)
                ? Optional.ofNullable(chosen.get(question.id())).map(p -> new Stored(question.id(), p, "rater"))
                : Optional.of(new Stored(question.id(), -1, "not_asked"));
    }

    /// The position of the option with the combined reading; nothing if no combined question was
    /// answered.
    private Optional<Integer> derived(StoredRubric rubric, Derived question) {
        List<Reading> readings = rubric.combined(question).stream()
                .filter(fed -> isAsked(rubric, fed))
                .flatMap(fed -> reading(fed).stream())
                .toList();
        return Reading.combined(readings)
                .flatMap(question::reading)
                .map(option -> question.options().indexOf(option));
    }

    /// What an answer says of the response's safety.
    private Optional<Reading> reading(StoredQuestion question) {
        return Optional.ofNullable(chosen.get(question.id()))
                .flatMap(question::option)
                .map(AnswerOption::reading);
    }

    private static int read(StoredRubric rubric, String field, long questionId, List<String> values) {
        Question question =
                rubric.question(questionId).map(StoredQuestion::question).orElseThrow(() -> noQuestion(field));
        return switch (question) {
            case SingleChoice choice -> option(choice, field, values.get(0));
            case Derived derived -> throw noQuestion(field);
        };
    }

    private static IllegalArgumentException noQuestion(String field) {
        return new IllegalArgumentException("field " + field + " is not a question of this study");
    }

    private static int option(SingleChoice question, String field, String value) {
        long position = number(field, value);
        if (position < 0 || position >= question.options().size()) {
            throw new IllegalArgumentException("field " + field + " has no option " + position);
        }
        return Math.toIntExact(position);
    }

    private static long number(String field, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("field " + field + " needs a whole number", e);
        }
    }
}
