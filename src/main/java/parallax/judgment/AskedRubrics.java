package parallax.judgment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import parallax.item.Item;
import parallax.store.Sql;
import parallax.study.Replies;
import parallax.study.Rubrics;
import parallax.study.StoredRubric;

/// What one rater is asked about one item.
@ApplicationScoped
public class AskedRubrics {
    private final Sql sql;
    private final Rubrics rubrics;

    public AskedRubrics(Sql sql, Rubrics rubrics) {
        this.sql = sql;
        this.rubrics = rubrics;
    }

    /// @param assignment its key; of one that there is not, as about an item with one reply
    StoredRubric of(long studyId, UUID assignment) {
        StoredRubric rubric = rubrics.ofStudy(studyId);
        return rubric.comparesReplies() && isPair(assignment) ? rubric.about(Replies.two(assignment)) : rubric;
    }

    StoredRubric of(long studyId, UUID assignment, Item item) {
        StoredRubric rubric = rubrics.ofStudy(studyId);
        return item.isPair() ? rubric.about(Replies.two(assignment)) : rubric;
    }

    private boolean isPair(UUID assignment) {
        return sql.number("""
                        select count(*) from assignment a join turn t on t.item_id = a.item_id and t.speaker = 'alternative'
                        where a.key = :key""", bind("key", assignment)) > 0;
    }
}
