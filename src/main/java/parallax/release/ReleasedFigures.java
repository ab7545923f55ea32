package parallax.release;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Estimates;
import parallax.analysis.StoredEstimate;
import parallax.store.Sql;

/// What a release shows, read place by place as pages ask for it.
@ApplicationScoped
public class ReleasedFigures {
    private static final String ESTIMATES = """
            select * from release_estimate
            where release_id = :release and (:question::text is null or question = :question::text)
              and (axis is null or axis = :axis::text) order by position""";

    private final Sql sql;

    public ReleasedFigures(Sql sql) {
        this.sql = sql;
    }

    /// How everybody answered a question, then how the groups of an axis did.
    ///
    /// @param axis empty for everybody alone
    /// @param item its code; empty for all items together
    /// @return nothing where the release shows nothing of the question, or nobody answered it about the item
    public List<ReleasedCell> of(long releaseId, String question, String axis, String item) {
        return sql.list(
                ReleaseRows::cell,
                """
                select * from release_cell
                where release_id = :release and question = :question and axis in ('', :axis) and item = :item
                order by position""",
                bind("release", releaseId),
                bind("question", question),
                bind("axis", axis),
                bind("item", item));
    }

    /// How everybody and the groups of an axis answered every question, over all items.
    public List<ReleasedCell> ofEveryQuestion(long releaseId, String axis) {
        return sql.list(ReleaseRows::cell, """
                select * from release_cell where release_id = :release and axis in ('', :axis) and item = ''
                order by position""", bind("release", releaseId), bind("axis", axis));
    }

    /// How everybody answered a question on each item that somebody answered it about.
    public List<ReleasedCell> byItem(long releaseId, String question) {
        return sql.list(ReleaseRows::cell, """
                select * from release_cell
                where release_id = :release and question = :question and axis = '' and group_name = '' and item <> ''
                order by position""", bind("release", releaseId), bind("question", question));
    }

    /// Everybody's estimates and those of the groups of one axis, under every reading of Unsure.
    ///
    /// @param question null for every question
    /// @param axis null for everybody alone
    public List<StoredEstimate> estimates(long releaseId, @Nullable String question, @Nullable String axis) {
        return sql.list(
                Estimates::read, ESTIMATES, bind("release", releaseId), bind("question", question), bind("axis", axis));
    }
}
