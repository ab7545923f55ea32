package parallax.study;

import java.util.List;
import java.util.Optional;

/// A question of a study, with the id under which its answers are stored.
public record StoredQuestion(long id, Question question) {
    public String code() {
        return question.code();
    }

    public String prompt() {
        return question.prompt();
    }

    public List<AnswerOption> options() {
        return question.options();
    }

    public Optional<AnswerOption> option(int position) {
        return question.option(position);
    }

    public Optional<AnswerOption> reading(Reading reading) {
        return question.reading(reading);
    }

    public boolean isAsked() {
        return question.isAsked();
    }
}
