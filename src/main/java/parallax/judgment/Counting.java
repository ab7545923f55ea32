package parallax.judgment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parallax.analytics.AnswerOptions;
import parallax.analytics.CountTable;
import parallax.store.Sql;
import parallax.study.StoredQuestion;
import parallax.study.Study;

/// Takes counts from judgments: one GROUP BY gives item × option.
@ApplicationScoped
public class Counting {
    private final Sql sql;

    public Counting(Sql sql) {
        this.sql = sql;
    }

    /// Every item of a study with the answers of everybody; of a rater who judged it on several occasions,
    /// the first.
    ///
    /// @param ids the items, in the row order of the table
    public record ItemCounts(List<Long> ids, CountTable counts) {
        public ItemCounts {
            ids = List.copyOf(ids);
        }
    }

    /// How many judgments of a study figures include, and the newest of them.
    ///
    /// @param upTo its id; 0 if there is none
    public record Extent(long judgments, long upTo) {}

    public Extent soFar(long studyId) {
        return sql.one(row -> new Extent(row.getLong("n"), row.getLong("newest")), """
                select count(*) as n, coalesce(max(id), 0) as newest from judgment
                where study_id = :study and current and (occasion = 1 or assignment_id is null)""", bind("study", studyId));
    }

    /// @param upTo the newest judgment to count, by id
    /// @param out random names of the raters who are left out
    public ItemCounts byItem(Study study, StoredQuestion question, long upTo, Set<String> out) {
        AnswerOptions options = QuestionOptions.of(question);
        List<Long> items = sql.list(
                row -> row.getLong(1),
                "select id from item where study_id = :study and source <> 'attention' order by position",
                bind("study", study.id()));
        Map<Long, Integer> rowOf = new HashMap<>();
        items.forEach(id -> rowOf.put(id, rowOf.size()));
        int[] cells = new int[items.size() * options.size()];
        sql.list(
                row -> cells[rowOf.getOrDefault(row.getLong("item_id"), -1) * options.size() + row.getInt("position")] =
                        row.getInt("n"),
                """
                select j.item_id, w.position, count(*) as n
                from %s w join judgment j on j.study_id = w.study_id and j.id = w.judgment_id and j.current and j.occasion = 1
                    and j.id <= :upTo
                    and not exists (select 1 from participation p where p.id = j.participation_id and p.pseudonym = any (:out))
                group by j.item_id, w.position""".formatted(CountedAnswers.rows(question)),
                bind("ticked", question.ticked()),
                bind("study", study.id()),
                bind("upTo", upTo),
                bind("out", out.toArray(String[]::new)),
                bind("question", question.id()));
        return new ItemCounts(items, CountTable.of(options, cells, null));
    }
}
