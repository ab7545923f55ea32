package parallax.signal;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.store.Sql;

/// Raters whom their panel flagged: by the panel's id for them, or by their random name in the study. The id is
/// looked up and not stored with the flag.
@ApplicationScoped
public class PanelFlags {
    public static final int MOST = 100_000;
    private static final int LONGEST_ID = 200;

    private final Sql sql;
    private final Clock clock;
    private final Participations participations;
    private final AuditTrail trail;

    public PanelFlags(Sql sql, Clock clock, Participations participations, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.participations = participations;
        this.trail = trail;
    }

    /// How many raters of a study are flagged.
    public long count(long studyId) {
        return sql.number(
                "select count(*) from panel_flag f join participation p on p.id = f.participation_id where p.study_id = :study",
                bind("study", studyId));
    }

    /// Flags raters, or takes their flags back: all of them, or none if somebody is not known.
    ///
    /// @param ids in the order of their lines
    /// @return what is wrong, in a sentence for each line; empty if it was done
    @Transactional
    public List<String> set(long studyId, List<String> ids, boolean flagged, Actor by) {
        var faults = new ArrayList<String>();
        Set<Long> raters = new LinkedHashSet<>();
        List<String> panels = panels(studyId);
        for (int line = 0; line < ids.size(); line++) {
            List<Long> known = known(studyId, panels, ids.get(line));
            if (known.isEmpty()) {
                faults.add("Line " + (line + 1) + ": nobody of that id takes part in this study.");
            }
            raters.addAll(known);
        }
        if (faults.isEmpty()) {
            store(raters.toArray(Long[]::new), flagged);
            trail.record(AuditEntry.of(by, AuditAction.PANEL_FLAGS_SET)
                    .inStudy(studyId)
                    .about(studyId)
                    .with(flagged ? "flagged" : "taken back", Integer.toString(raters.size())));
        }
        return faults;
    }

    /// By their random name in the study, or by what one of its panels calls them.
    private List<Long> known(long studyId, List<String> panels, String id) {
        List<Long> named = sql.list(row -> row.getLong(1), """
                select id from participation
                where study_id = :study and state <> 'withdrawn' and pseudonym = :id""", bind("study", studyId), bind("id", id));
        boolean mayBeOfPanel = named.isEmpty() && !id.isBlank() && id.length() <= LONGEST_ID;
        return mayBeOfPanel
                ? panels.stream()
                        .flatMap(panel ->
                                participations.known(studyId, Participations.Origin.panel(panel, id, null)).stream())
                        .filter(rater -> !rater.is(Participation.State.WITHDRAWN))
                        .map(Participation::id)
                        .toList()
                : named;
    }

    private List<String> panels(long studyId) {
        return sql.list(row -> row.getString(1), """
                select distinct o.name from participation p join rater r on r.id = p.rater_id join rater_pool o on o.id = r.pool_id
                where p.study_id = :study and o.source = 'panel'""", bind("study", studyId));
    }

    private void store(Long[] raters, boolean flagged) {
        if (flagged) {
            sql.update("""
                    insert into panel_flag (participation_id, flagged_at)
                    select r.id, :now from unnest(:raters::bigint[]) as r (id)
                    on conflict (participation_id) do nothing""", bind("now", clock.instant()), bind("raters", raters));
        } else {
            sql.update(
                    "delete from panel_flag where participation_id = any (:raters::bigint[])", bind("raters", raters));
        }
    }

    /// Leaves nothing of a rater who withdraws.
    @Transactional(Transactional.TxType.MANDATORY)
    public void erase(long participationId) {
        sql.update("delete from panel_flag where participation_id = :rater", bind("rater", participationId));
    }
}
