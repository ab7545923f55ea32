package parallax.dataset.exports;

import static parallax.store.Sql.bind;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.dataset.exports.ExportedJudgment.Answer;
import parallax.dataset.exports.StudyExtract.Option;
import parallax.store.Sql;

/// A study's judgments one by one with their answers: two cursors over the same snapshot, read side by
/// side, so that memory does not grow with the number of judgments.
final class JudgmentStream {
    private static final int FETCH = 2_000;

    /// In which order a rater judged: by the first revision of each judgment.
    private static final String JUDGED = """
             from judgment j
            left join participation own on own.id = j.participation_id
            left join consent_version c on c.id = own.consent_version_id
            left join (
                select id, dense_rank() over (partition by participation_id order by first) as nth
                from (select id, participation_id,
                          min(id) over (partition by participation_id, item_id, occasion) as first
                      from judgment where study_id = :study and participation_id is not null) f) n on n.id = j.id""";

    private final Connection connection;
    private final ExportRequest request;
    private final StudyExtract study;
    private final String[] without;

    /// What is done with each judgment.
    @FunctionalInterface
    interface Sink {
        void take(ExportedJudgment judgment) throws IOException;
    }

    /// @param without random names of raters who are left out
    JudgmentStream(Connection connection, ExportRequest request, StudyExtract study, Set<String> without) {
        this.without = without.toArray(String[]::new);
        this.connection = connection;
        this.request = request;
        this.study = study;
    }

    void forEach(Sink sink) throws SQLException, IOException {
        try (PreparedStatement judgments = prepared("select " + ExportedJudgment.COLUMNS + JUDGED
                        + " where j.study_id = :study" + chosen() + " order by j.id");
                PreparedStatement answers =
                        prepared("""
                        select a.judgment_id, a.question_id, a.position, a.content, a.number, a.source, a.active_ms
                        from answer a join judgment j on j.study_id = a.study_id and j.id = a.judgment_id
                        join question q on q.id = a.question_id
                        where a.study_id = :study""" + chosen() + " order by a.judgment_id, q.position, a.question_id, a.ordinal");
                ResultSet judgment = judgments.executeQuery();
                ResultSet answer = answers.executeQuery()) {
            boolean more = answer.next();
            while (judgment.next()) {
                long id = judgment.getLong("id");
                List<Answer> own = new ArrayList<>();
                while (more && answer.getLong(1) < id) {
                    more = answer.next();
                }
                var sets = new TickedOptions(study);
                while (more && answer.getLong(1) == id) {
                    long question = answer.getLong("question_id");
                    own.addAll(sets.before(question));
                    if (!sets.take(question, answer)) {
                        own.add(read(answer));
                    }
                    more = answer.next();
                }
                own.addAll(sets.rest());
                sink.take(ExportedJudgment.read(judgment, request.times(), rubricOf(own), own));
            }
        }
    }

    /// 0 where nothing was answered.
    private int rubricOf(List<Answer> answers) {
        return answers.isEmpty()
                ? 0
                : study.question(answers.getFirst().questionId()).version();
    }

    /// A rater who withdrew is in no export, and one who is excluded in none that asks for it. The DICES
    /// layouts have no column for a second occasion.
    private String chosen() {
        String present = " and not exists (select from participation p where p.id = j.participation_id"
                + " and (p.state = 'withdrawn' or p.pseudonym = any (:without::text[])))";
        if (request.layout().isDices()) {
            present += " and not exists (select from assignment s where s.id = j.assignment_id and s.kind = 'repeat')";
        }
        return switch (request.revisions()) {
            case CURRENT -> present + " and j.current";
            case ALL -> present;
        };
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement =
                Sql.prepared(connection, sql, bind("study", request.studyId()), bind("without", without));
        statement.setFetchSize(FETCH);
        return statement;
    }

    private Answer read(ResultSet answer) throws SQLException {
        long question = answer.getLong("question_id");
        Integer position = answer.getObject("position", Integer.class);
        @Nullable String number = answer.getString("number");
        @Nullable String words = answer.getString("content");
        return new Answer(
                question,
                study.question(question).code(),
                position != null
                        ? study.options().getOrDefault(new Option(question, position), "")
                        : number != null ? number : "",
                words == null ? "" : words,
                answer.getString("source"),
                answer.getObject("active_ms", Long.class));
    }
}
