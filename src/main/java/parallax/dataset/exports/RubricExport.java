package parallax.dataset.exports;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.study.RubricTemplate;
import parallax.study.RubricTemplate.Group;
import parallax.study.RubricTemplate.Option;
import parallax.study.RubricTemplate.Question;
import parallax.study.RubricTemplate.Reading;
import parallax.study.RubricTemplate.Role;

/// A study's newest rubric, so that a long file can be imported again with what was asked.
final class RubricExport {
    private static final String NEWEST =
            "r.id = (select id from rubric where study_id = :study order by version desc limit 1)";

    private RubricExport() {}

    static RubricTemplate of(Connection connection, long studyId) throws SQLException {
        Map<Long, List<Option>> options = new LinkedHashMap<>();
        StudyExtract.each(
                connection,
                studyId,
                "select o.question_id, o.code, o.label, o.reading from answer_option o"
                        + " join question q on q.id = o.question_id join rubric r on r.id = q.rubric_id where " + NEWEST
                        + " order by o.question_id, o.position",
                row -> options.computeIfAbsent(row.getLong(1), unseen -> new ArrayList<>())
                        .add(option(row.getString(2), row.getString(3), row.getString(4))));
        Map<Long, List<Question>> questions = new LinkedHashMap<>();
        StudyExtract.each(
                connection,
                studyId,
                "select q.* from question q join rubric r on r.id = q.rubric_id where " + NEWEST
                        + " order by q.position",
                row -> questions
                        .computeIfAbsent(row.getLong("question_group_id"), unseen -> new ArrayList<>())
                        .add(new Question(
                                row.getString("code"),
                                role(row.getBoolean("feeds_overall"), row.getBoolean("derived")),
                                row.getString("prompt"),
                                row.getString("definition"),
                                row.getString("positive_example"),
                                row.getString("negative_example"),
                                options.getOrDefault(row.getLong("id"), List.of()))));
        List<Group> groups = new ArrayList<>();
        List<String> title = new ArrayList<>();
        StudyExtract.each(
                connection,
                studyId,
                "select g.id, g.title, g.guidance, r.title as rubric from question_group g"
                        + " join rubric r on r.id = g.rubric_id where " + NEWEST + " order by g.position",
                row -> {
                    title.add(row.getString("rubric"));
                    groups.add(new Group(
                            row.getString("title"),
                            row.getString("guidance"),
                            questions.getOrDefault(row.getLong("id"), List.of())));
                });
        return new RubricTemplate(title.getFirst(), List.of(), groups);
    }

    private static Option option(String code, String label, @Nullable String reading) {
        return new Option(code, label, reading == null ? null : Reading.valueOf(reading.toUpperCase(Locale.ROOT)));
    }

    private static Role role(boolean feeding, boolean derived) {
        if (derived) {
            return Role.DERIVED;
        }
        return feeding ? Role.FEEDING : Role.ASKED;
    }
}
