package parallax.analysis;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.judgment.CountedAnswers;
import parallax.store.Sql;
import parallax.study.StoredQuestion;

/// Reads a study's answers, all questions of interest in one scan, in the order in which an export writes
/// them, so that the same analysis of the exported file gives the same digits.
///
/// Of a rater who judges an item on several occasions, the first occasion counts; the second tells how steady
/// they are. Whoever withdrew is not read.
@ApplicationScoped
class StudyAnswers {
    private static final int FETCH = 10_000;
    private static final int LONGEST_SCAN_S = 3_600;

    private final Sql sql;
    private final Exclusions exclusions;

    StudyAnswers(Sql sql, Exclusions exclusions) {
        this.sql = sql;
        this.exclusions = exclusions;
    }

    /// @param questions those to read, in the order of the result
    /// @param upTo the newest judgment to read, by id
    @Transactional
    @io.quarkus.narayana.jta.runtime.TransactionConfiguration(timeout = LONGEST_SCAN_S)
    public AnswerScan scan(long studyId, List<StoredQuestion> questions, AnalysisRequest.Cut cut, long upTo) {
        AnalysisRequest.Cut.Rule rule = cut.exclude();
        if (rule == null) {
            return read(studyId, questions, cut, cut.withoutRaters(), upTo, null);
        }
        Exclusion exclusion = exclusions
                .find(studyId, rule.name())
                .orElseThrow(() -> new IllegalArgumentException("There is no exclusion “" + rule.name() + "”."));
        Set<String> excluded = exclusions.raters(studyId, exclusion, upTo);
        var without = new HashSet<>(cut.withoutRaters());
        without.addAll(excluded);
        return read(studyId, questions, cut, without, upTo, excluded.size());
    }

    /// Without these raters, whatever the cut says of an exclusion.
    @Transactional
    AnswerScan scan(
            long studyId, List<StoredQuestion> questions, AnalysisRequest.Cut cut, Set<String> without, long upTo) {
        return read(studyId, questions, cut, without, upTo, null);
    }

    /// Of these judgments alone, current or not; nothing is told of how steady raters are.
    ///
    /// @param judgments ids
    @Transactional
    @io.quarkus.narayana.jta.runtime.TransactionConfiguration(timeout = LONGEST_SCAN_S)
    AnswerScan scan(long studyId, List<StoredQuestion> questions, long[] judgments) {
        var frozen = new JudgedItems();
        sql.list(
                row -> frozen.add(row.getLong("id"), row.getString("item"), row.getString("rater")),
                """
                select j.id, i.code as item, p.pseudonym as rater
                from judgment j join item i on i.id = j.item_id left join participation p on p.id = j.participation_id
                where j.study_id = :study and j.id = any (:judgments::bigint[])
                  and (p.state is null or p.state <> 'withdrawn')
                order by j.id""",
                bind("study", studyId),
                bind("judgments", judgments));
        return filled(studyId, questions, new AnswerScan(questions, frozen, new JudgedItems(), groups(studyId), null));
    }

    private AnswerScan read(
            long studyId,
            List<StoredQuestion> questions,
            AnalysisRequest.Cut cut,
            Set<String> without,
            long upTo,
            @Nullable Integer excluded) {
        JudgedItems judgments = judged(studyId, cut, without, upTo, 1);
        JudgedItems again = judged(studyId, cut, without, upTo, 2);
        var scan = new AnswerScan(questions, judgments, again, groups(studyId), excluded);
        return filled(studyId, questions, scan);
    }

    private JudgedItems judged(long studyId, AnalysisRequest.Cut cut, Set<String> without, long upTo, int occasion) {
        var judgments = new JudgedItems();
        sql.list(
                row -> judgments.add(row.getLong("id"), row.getString("item"), row.getString("rater")),
                """
                select j.id, i.code as item, p.pseudonym as rater
                from judgment j join item i on i.id = j.item_id left join participation p on p.id = j.participation_id
                where j.study_id = :study and j.current and j.occasion = %d and j.id <= :upTo
                  and (p.state is null or p.state <> 'withdrawn')
                  and (cardinality(:topics::text[]) = 0 or i.topic = any (:topics::text[]))
                  and (p.pseudonym is null or p.pseudonym <> all (:without::text[]))
                  and (cardinality(:models::text[]) = 0 or exists (
                    select 1 from generation g join generation_run r on r.id = g.run_id join model m on m.id = r.model_id
                    where g.id = i.generation_id and m.name = any (:models::text[])))
                order by j.id""".formatted(occasion), // a literal, so that the index of later occasions serves
                bind("study", studyId),
                bind("upTo", upTo),
                bind("topics", cut.topics().toArray(String[]::new)),
                bind("without", without.toArray(String[]::new)),
                bind("models", cut.models().toArray(String[]::new)));
        return judgments;
    }

    private AnswerScan filled(long studyId, List<StoredQuestion> questions, AnswerScan scan) {
        questions.stream()
                .filter(question -> question.ticked() != null)
                .forEach(question -> tick(studyId, question, scan));
        sql.work(connection -> {
            try (var statement = connection.prepareStatement("""
                    select a.question_id, a.judgment_id, a.position from answer a
                    where a.study_id = ? and a.question_id = any (?) and a.position is not null and a.ordinal = 0
                    order by a.question_id, a.judgment_id""")) {
                statement.setFetchSize(FETCH);
                statement.setLong(1, studyId);
                statement.setObject(
                        2,
                        questions.stream()
                                .filter(question -> question.ticked() == null)
                                .mapToLong(StoredQuestion::id)
                                .toArray());
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        scan.take(rows.getLong(1), rows.getLong(2), rows.getInt(3));
                    }
                }
            }
            return scan;
        });
        return scan;
    }

    /// Whether one option of a set was ticked in each answer.
    private void tick(long studyId, StoredQuestion question, AnswerScan scan) {
        sql.work(connection -> {
            try (var statement = Sql.prepared(
                    connection,
                    "select judgment_id, position from " + CountedAnswers.rows(question) + " w order by judgment_id",
                    bind("study", studyId),
                    bind("question", question.id()),
                    bind("ticked", question.ticked()))) {
                statement.setFetchSize(FETCH);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        scan.takeTicked(question, rows.getLong(1), rows.getInt(2));
                    }
                }
            }
            return scan;
        });
    }

    /// The group of each rater by axis: axis code → random name → group.
    private Map<String, Map<String, @Nullable String>> groups(long studyId) {
        var groups = new HashMap<String, Map<String, @Nullable String>>();
        sql.list(
                row -> groups.computeIfAbsent(row.getString("axis"), axis -> new HashMap<>())
                        .put(row.getString("rater"), row.getString("label")),
                """
                select a.code as axis, p.pseudonym as rater, g.label
                from group_membership m join participation p on p.id = m.participation_id
                join axis a on a.id = m.axis_id join rater_group g on g.id = m.rater_group_id
                where p.study_id = :study""",
                bind("study", studyId));
        return groups;
    }
}
