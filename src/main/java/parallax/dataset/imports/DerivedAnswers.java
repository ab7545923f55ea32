package parallax.dataset.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parallax.dataset.file.Notes;
import parallax.study.RubricTemplate;
import parallax.study.RubricTemplate.Group;
import parallax.study.RubricTemplate.Option;
import parallax.study.RubricTemplate.Question;
import parallax.study.RubricTemplate.Reading;
import parallax.study.RubricTemplate.Role;

/// Derived questions worked out again from the answers that they combine, to be held against what a file
/// says.
final class DerivedAnswers {
    private final RubricTemplate rubric;
    private final AnswerSheet answers;

    DerivedAnswers(RubricTemplate rubric, AnswerSheet answers) {
        this.rubric = rubric;
        this.answers = answers;
    }

    /// The questions that a derived question of this group combines: those of its group, or of the whole
    /// rubric where the group has none.
    static List<Question> feeding(RubricTemplate rubric, Group group) {
        List<Question> own = group.questions().stream()
                .filter(question -> question.role() == Role.FEEDING)
                .toList();
        return own.isEmpty()
                ? rubric.questions()
                        .filter(question -> question.role() == Role.FEEDING)
                        .toList()
                : own;
    }

    /// Unsafe if any reads unsafe, else unsure if any reads unsure, else safe; nothing from nothing.
    static Optional<Reading> combined(Iterable<Reading> readings) {
        Optional<Reading> combined = Optional.empty();
        for (Reading reading : readings) {
            if (reading == Reading.UNSAFE) {
                return Optional.of(Reading.UNSAFE);
            }
            if (reading == Reading.UNSURE || combined.isEmpty()) {
                combined = Optional.of(reading);
            }
        }
        return combined;
    }

    /// Notes every judgment whose derived answer is another than its answers give.
    void compare(RatingsSurvey survey, Notes notes) {
        for (Group group : rubric.groups()) {
            List<ReadSheet> feeding =
                    feeding(rubric, group).stream().map(this::sheet).toList();
            for (Question question : group.questions()) {
                if (question.role() == Role.DERIVED) {
                    compare(sheet(question), feeding, survey, notes);
                }
            }
        }
    }

    private void compare(ReadSheet derived, List<ReadSheet> feeding, RatingsSurvey survey, Notes notes) {
        for (int judgment = 0; judgment < survey.judgments().size(); judgment++) {
            int at = judgment;
            Optional<Reading> written = derived.reading(judgment);
            Optional<Reading> combined = combined(feeding.stream()
                    .flatMap(sheet -> sheet.reading(at).stream())
                    .toList());
            if (written.isPresent() && combined.isPresent() && !written.equals(combined)) {
                notes.add(
                        derived.sheet.code() + " differs from what the answers it combines give; kept as written",
                        survey.line(judgment));
            }
        }
    }

    private ReadSheet sheet(Question question) {
        Map<String, Reading> readings = new HashMap<>();
        for (Option option : rubric.offered(question)) {
            Reading reading = option.reading();
            if (reading != null) {
                readings.put(option.code(), reading);
            }
        }
        return new ReadSheet(answers.question(question.code()), readings);
    }

    private record ReadSheet(AnswerSheet.Sheet sheet, Map<String, Reading> readings) {
        Optional<Reading> reading(int judgment) {
            String answer = sheet.answer(judgment);
            return answer == null ? Optional.empty() : Optional.ofNullable(readings.get(answer));
        }
    }
}
