package parallax.judgment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parallax.identity.Token;
import parallax.study.Rubric;

/// One rater's answers to a rubric's single-choice questions: question id → the chosen option's position.
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

    /// Reads `q.{questionId}` fields; anything that is no question or option of the rubric is refused.
    ///
    /// @throws IllegalArgumentException naming the field and the rule
    public static Answers fromForm(Rubric rubric, Map<String, List<String>> form) {
        var chosen = new TreeMap<Long, Integer>();
        form.forEach((field, values) -> {
            if (field.startsWith("q.") && !values.get(0).isEmpty()) {
                long question = number(field, field.substring(2));
                chosen.put(question, option(rubric, field, question, values.get(0)));
            }
        });
        return new Answers(chosen);
    }

    /// Required questions that are asked and not answered, in order.
    public List<Rubric.Question> gaps(Rubric rubric) {
        return rubric.asked()
                .filter(q -> q.required() && isAsked(q) && !chosen.containsKey(q.id()))
                .toList();
    }

    public boolean isAsked(Rubric.Question question) {
        Rubric.Gate gate = question.gate();
        return gate == null || Integer.valueOf(gate.position()).equals(chosen.get(gate.questionId()));
    }

    /// Without what was chosen below a gate that is not open: it was not asked.
    Answers asked(Rubric rubric) {
        var asked = new TreeMap<>(chosen);
        rubric.asked().filter(q -> !isAsked(q)).forEach(q -> asked.remove(q.id()));
        return new Answers(asked);
    }

    /// Identifies what was answered: SHA-256 of one line `question:0:option:` for every answer, in order of
    /// question.
    public byte[] contentHash() {
        var lines = new ArrayList<String>();
        chosen.forEach((question, position) -> lines.add(question + ":0:" + position + ":"));
        return Token.sha256(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    /// Every row to store: what was chosen, what was not asked, and what is derived from it.
    List<Row> rows(Rubric rubric) {
        var rows = new ArrayList<Row>();
        rubric.questions().forEach(question -> row(rubric, question).ifPresent(rows::add));
        return rows;
    }

    /// @param position the option, or -1 where nothing was asked
    record Row(long questionId, int position, String source) {}

    private Optional<Row> row(Rubric rubric, Rubric.Question question) {
        if (question.derived()) {
            return derived(rubric, question).map(option -> new Row(question.id(), option.position(), "derived"));
        }
        if (!isAsked(question)) {
            return Optional.of(new Row(question.id(), -1, "not_asked"));
        }
        return Optional.ofNullable(chosen.get(question.id())).map(p -> new Row(question.id(), p, "rater"));
    }

    /// Unsafe if any combined answer is unsafe, else unsure if any is unsure, else safe; nothing if none
    /// was answered.
    private Optional<Rubric.Option> derived(Rubric rubric, Rubric.Question question) {
        List<Rubric.Reading> readings = rubric.combined(question).stream()
                .filter(this::isAsked)
                .flatMap(q -> chosenOption(q).stream())
                .flatMap(o -> Optional.ofNullable(o.reading()).stream())
                .toList();
        return List.of(Rubric.Reading.UNSAFE, Rubric.Reading.UNSURE, Rubric.Reading.SAFE).stream()
                .filter(readings::contains)
                .findFirst()
                .flatMap(question::reading);
    }

    private Optional<Rubric.Option> chosenOption(Rubric.Question question) {
        return Optional.ofNullable(chosen.get(question.id())).flatMap(question::option);
    }

    private static int option(Rubric rubric, String field, long questionId, String value) {
        Rubric.Question question = rubric.question(questionId)
                .filter(q -> q.isAsked() && q.kind() == Rubric.Kind.SINGLE_CHOICE)
                .orElseThrow(() -> new IllegalArgumentException("field " + field + " is no question of this study"));
        int position = (int) number(field, value);
        if (question.option(position).isEmpty()) {
            throw new IllegalArgumentException("field " + field + " has no option " + position);
        }
        return position;
    }

    private static long number(String field, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("field " + field + " needs a whole number", e);
        }
    }
}
