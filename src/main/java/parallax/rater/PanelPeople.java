package parallax.rater;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;

/// The people whom panels sent to a study, by the panels' own names for them: for whoever settles with
/// the panel who is paid. Nothing here leads to what they answered.
@ApplicationScoped
public class PanelPeople {
    private final Sql sql;
    private final PanelIds ids;
    private final AuditTrail trail;

    public PanelPeople(Sql sql, PanelIds ids, AuditTrail trail) {
        this.sql = sql;
        this.ids = ids;
        this.trail = trail;
    }

    /// Somebody whose name is still kept.
    ///
    /// @param visit the panel's name for their visit; empty if it gave none, or it was erased
    /// @param state how far they came, in a word
    /// @param finished null while they are under way
    public record Sent(
            String panel,
            String id,
            String visit,
            String state,
            @Nullable Instant finished) {}

    /// In the order of the panels' names, so that it tells nobody's place in the study.
    @Transactional
    public List<Sent> of(long study, Actor by) {
        List<Sent> sent = sql.list(this::read, """
                        select o.name, r.sealed_id, p.sealed_visit, p.state, p.finished_at
                        from participation p join rater r on r.id = p.rater_id join rater_pool o on o.id = r.pool_id
                        where p.study_id = :study and o.source = 'panel' and r.sealed_id is not null""", bind("study", study)).stream()
                .sorted(java.util.Comparator.comparing(Sent::panel).thenComparing(Sent::id))
                .toList();
        trail.record(AuditEntry.of(by, AuditAction.PANEL_IDS_READ)
                .inStudy(study)
                .about(study)
                .with("raters", Integer.toString(sent.size())));
        return sent;
    }

    /// What a panel called one rater, for themselves; nothing if none sent them, or it was erased.
    public Optional<Sent> of(Participation rater) {
        return sql.first(this::read, """
                select o.name, r.sealed_id, p.sealed_visit, p.state, p.finished_at
                from participation p join rater r on r.id = p.rater_id join rater_pool o on o.id = r.pool_id
                where p.id = :rater and o.source = 'panel' and r.sealed_id is not null""", bind("rater", rater.id()));
    }

    private Sent read(ResultSet row) throws SQLException {
        byte[] visit = row.getBytes("sealed_visit");
        return new Sent(
                row.getString("name"),
                ids.decrypted(row.getBytes("sealed_id")),
                visit == null ? "" : ids.decrypted(visit),
                row.getString("state"),
                Sql.instant(row, "finished_at"));
    }
}
