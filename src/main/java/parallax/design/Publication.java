package parallax.design;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import parallax.store.Sql;
import parallax.study.Populations;

/// Opens a draft study to raters: everything is checked, the rubric is locked, every item gets its seats.
@ApplicationScoped
public class Publication {
    private final Sql sql;
    private final Clock clock;
    private final Populations populations;

    public Publication(Sql sql, Clock clock, Populations populations) {
        this.sql = sql;
        this.clock = clock;
        this.populations = populations;
    }

    /// What still stands in the way, in sentences; empty when the study can open.
    public List<String> obstacles(long studyId) {
        var obstacles = new ArrayList<String>();
        if (sql.number("select count(*) from item where study_id = :study", bind("study", studyId)) == 0) {
            obstacles.add("The study has no items yet: generate them first.");
        }
        if (sql.number("""
                        select count(*) from question q join rubric r on r.id = q.rubric_id
                        where r.study_id = :study and not q.derived""", bind("study", studyId)) == 0) {
            obstacles.add("The rubric asks no question.");
        }
        for (String overlap : populations.ofStudy(studyId).overlaps()) {
            obstacles.add("More than one stratum takes raters with " + overlap + ".");
        }
        long running = sql.number(
                "select count(*) from generation_run where study_id = :study and state in ('queued', 'running')",
                bind("study", studyId));
        if (running > 0) {
            obstacles.add("Items are still being generated.");
        }
        return obstacles;
    }

    @Transactional
    public void publish(long studyId) {
        // held, so that no generation run is queued meanwhile
        sql.list(row -> row.getLong(1), "select id from study where id = :study for update", bind("study", studyId));
        List<String> obstacles = obstacles(studyId);
        if (!obstacles.isEmpty()) {
            throw new IllegalStateException(String.join(" ", obstacles));
        }
        int opened = sql.update(
                "update study set state = 'open', published_at = :now where id = :study and state = 'draft'",
                bind("now", clock.instant()),
                bind("study", studyId));
        if (opened == 0) {
            throw new IllegalStateException("Only a draft can be published.");
        }
        sql.update(
                "update rubric set locked_at = :now where study_id = :study and locked_at is null",
                bind("now", clock.instant()),
                bind("study", studyId));
        sql.update("""
                insert into seat (stratum_id, item_id, occasion, capacity)
                select s.id, i.id, o.occasion, s.replication
                from stratum s join item i on i.study_id = s.study_id join study t on t.id = s.study_id
                cross join generate_series(1, t.occasions) as o (occasion)
                where s.study_id = :study""", bind("study", studyId));
        sql.update(
                "insert into audit_entry (actor, action, study_id, subject_id) values ('system', 'study.published', :study, :study)",
                bind("study", studyId));
    }
}
