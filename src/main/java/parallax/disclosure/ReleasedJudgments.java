package parallax.disclosure;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
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
            case VIEWERS ->
                extent(
                        study,
                        shown(
                                extent(study, Long.MAX_VALUE).judgments(),
                                shownBefore(study.id()),
                                Disclosure.leastForViewers(study),
                                study.state()));
        };
    }

    /// @param before how many were shown when the study was last opened again
    /// @param least how many are shown at once at least, beyond those
    static long shown(long judgments, long before, int least, Study.State state) {
        long more = judgments - before;
        if (more < 0) {
            return state == Study.State.CLOSED ? judgments : judgments - judgments % least;
        }
        boolean all = state == Study.State.CLOSED && before == 0;
        return all ? judgments : judgments - more % least;
    }

    /// What viewers see of a closed study stays what they see when it is opened again, and is added to
    /// by batches from there, closed again or not: else a study that is closed twice would give away the
    /// answers between.
    @Transactional(Transactional.TxType.MANDATORY)
    public void keep(Study closed) {
        sql.update(
                """
                insert into shown_at_close (study_id, judgments) values (:study, :n)
                on conflict (study_id) do update set judgments = excluded.judgments""",
                bind("study", closed.id()),
                bind("n", of(closed, Audience.VIEWERS).judgments()));
    }

    private long shownBefore(long studyId) {
        return sql.first(
                        row -> row.getLong(1),
                        "select judgments from shown_at_close where study_id = :study",
                        bind("study", studyId))
                .orElse(0L);
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
