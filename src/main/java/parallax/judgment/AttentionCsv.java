package parallax.judgment;

import static parallax.store.Sql.bind;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import parallax.store.Sql;

/// What was answered to attention items, as a table: a row for each answer, whether it is the one
/// expected.
@ApplicationScoped
public class AttentionCsv {
    private final Sql sql;

    public AttentionCsv(Sql sql) {
        this.sql = sql;
    }

    /// Writes it and leaves the writer open.
    public void write(long studyId, Writer out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord("rater", "item", "kind", "question", "expected", "answer", "passed", "submitted_at");
        for (List<String> row : rows(studyId)) {
            csv.writeRecord(row);
        }
        csv.flush();
    }

    private List<List<String>> rows(long studyId) {
        return sql.list(
                row -> List.of(
                        row.getString("pseudonym"),
                        row.getString("item"),
                        row.getString("kind"),
                        row.getString("question"),
                        row.getString("expected"),
                        row.getString("answer"),
                        String.valueOf(row.getBoolean("passed")),
                        String.valueOf(Sql.instant(row, "submitted_at"))),
                """
                select p.pseudonym, i.code as item, x.kind, q.code as question, e.code as expected,
                    coalesce(o.code, '') as answer, a.passed, a.submitted_at
                from attention_answer a join participation p on p.id = a.participation_id
                join item i on i.id = a.item_id join attention_item x on x.item_id = a.item_id
                join question q on q.id = x.question_id
                join answer_option e on e.question_id = x.question_id and e.position = x.position
                left join answer_option o on o.question_id = x.question_id and o.position = a.position
                where p.study_id = :study and a.current and p.state <> 'withdrawn'
                order by a.submitted_at, a.assignment_id""",
                bind("study", studyId));
    }
}
