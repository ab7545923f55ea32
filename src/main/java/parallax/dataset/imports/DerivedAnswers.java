package parallax.dataset.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parallax.dataset.table.Notes;
import parallax.study.AnswerOption;
import parallax.study.Derived;
import parallax.study.InWords;
import parallax.study.OrdinalScale;
import parallax.study.Pairwise;
import parallax.study.Question;
import parallax.study.Reading;
import parallax.study.Rubric;
import parallax.study.Rubric.Group;
import parallax.study.SeveralOptions;
import parallax.study.SingleChoice;

/// Derived questions computed again from the answers that they combine, to be compared with what a file
/// says.
final class DerivedAnswers {
    private final Rubric rubric;
    private final AnswerSheet answers;

    DerivedAnswers(Rubric rubric, AnswerSheet answers) {
        this.rubric = rubric;
        this.answers = answers;
    }

    /// Notes every judgment whose derived answer is another than its answers give.
    void compare(RatingsSurvey survey, Notes notes) {
        for (Group group : rubric.groups()) {
            List<ReadSheet> feeding =
                    rubric.combined(group).stream().map(this::sheet).toList();
            for (Question question : group.questions()) {
                switch (question) {
                    case SingleChoice choice -> {}
                    case OrdinalScale scale -> {}
                    case Pairwise pairwise -> {}
                    case SeveralOptions several -> {}
                    case InWords text -> {}
                    case Derived derived -> compare(sheet(derived), feeding, survey, notes);
                }
            }
        }
    }

    private void compare(ReadSheet derived, List<ReadSheet> feeding, RatingsSurvey survey, Notes notes) {
        for (int judgment = 0; judgment < survey.judgments().size(); judgment++) {
            int at = judgment;
            Optional<Reading> written = derived.reading(judgment);
            Optional<Reading> combined = Reading.combined(feeding.stream()
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
        for (AnswerOption option : question.options()) {
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
