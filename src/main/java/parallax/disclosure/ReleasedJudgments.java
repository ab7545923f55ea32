package parallax.disclosure;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import parallax.analysis.Audience;
import parallax.store.Sql;
import parallax.study.Study;

/// Which judgments the figures of an audience include: researchers see each at once, anybody else in
/// batches of at least the least size of a group, so that no single answer can be read off a change.
@ApplicationScoped
public class ReleasedJudgments {
    private final Sql sql;

    public ReleasedJudgments(Sql sql) {
        this.sql = sql;
    }

    /// How many judgments an audience's figures include, and the newest of them.
    ///
    /// @param upTo its id; 0 if there is none
    public record Extent(long judgments, long upTo) {}

    public Extent of(Study study, Audience audience) {
        return switch (audience) {
            case STAFF -> extent(study, Long.MAX_VALUE);
            case VIEWERS -> {
                long n = extent(study, Long.MAX_VALUE).judgments();
                yield extent(
                        study, study.state() == Study.State.CLOSED ? n : n - n % Disclosure.leastForViewers(study));
            }
        };
    }

    private Extent extent(Study study, long first) {
        return sql.one(
                row -> new Extent(row.getLong("n"), row.getLong("newest")),
                """
                select count(*) as n, coalesce(max(id), 0) as newest
                from (select id from judgment where study_id = :study and current and (occasion = 1 or assignment_id is null)
                    order by id limit :first) j""",
                bind("study", study.id()),
                bind("first", first));
    }
}
