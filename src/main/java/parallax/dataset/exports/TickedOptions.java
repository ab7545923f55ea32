package parallax.dataset.exports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.dataset.exports.ExportedJudgment.Answer;
import parallax.dataset.exports.StudyExtract.Option;

/// The answers to a set of options as they leave: a row an option, `code=option`, which was ticked or not. So
/// a row is one value of one question wherever it is read, and a tick is never taken for a choice among the
/// options.
final class TickedOptions {
    private final StudyExtract study;
    private final Set<Integer> ticked = new HashSet<>();
    private long question;
    private String source = "";
    private @Nullable Long activeMs;

    TickedOptions(StudyExtract study) {
        this.study = study;
    }

    /// Takes in a row of an answer, if it is one of a set.
    boolean take(long questionId, ResultSet answer) throws SQLException {
        if (!study.sets().containsKey(questionId)) {
            return false;
        }
        question = questionId;
        source = answer.getString("source");
        Long ms = answer.getObject("active_ms", Long.class);
        activeMs = ms == null ? activeMs : ms;
        Integer position = answer.getObject("position", Integer.class);
        if (position != null) {
            ticked.add(position);
        }
        return true;
    }

    /// What there is of a set, once a row of another question comes.
    List<Answer> before(long questionId) {
        return questionId == question ? List.of() : rest();
    }

    List<Answer> rest() {
        if (question == 0) {
            return List.of();
        }
        List<Answer> rows = new ArrayList<>();
        String code = study.question(question).code();
        for (int at = 0; at < study.sets().getOrDefault(question, 0); at++) {
            String option = study.options().getOrDefault(new Option(question, at), "");
            String value = source.equals("not_asked") ? "" : ticked.contains(at) ? "ticked" : "not_ticked";
            rows.add(new Answer(question, code + "=" + option, value, "", source, at == 0 ? activeMs : null));
        }
        question = 0;
        activeMs = null;
        ticked.clear();
        return rows;
    }
}
