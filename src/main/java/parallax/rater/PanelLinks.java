package parallax.rater;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;

/// The panels that send people to a study: the one that was set up for it, or else the usual ones.
@ApplicationScoped
public class PanelLinks {
    private final Sql sql;
    private final AuditTrail trail;

    public PanelLinks(Sql sql, AuditTrail trail) {
        this.sql = sql;
        this.trail = trail;
    }

    List<Panel> of(long studyId) {
        return own(studyId).map(List::of).orElse(Panel.USUAL);
    }

    public Optional<Panel> own(long studyId) {
        return sql.first(PanelLinks::read, "select * from panel_link where study_id = :study", bind("study", studyId));
    }

    @Transactional
    public void set(long studyId, Panel panel, Actor by) {
        PanelSignature signature = panel.signature();
        sql.update(
                """
                insert into panel_link (study_id, name, id_parameter, session_parameter, token_parameter, audience, keys)
                values (:study, :name, :id, :session, :token, :audience, :keys)
                on conflict (study_id) do update set name = excluded.name, id_parameter = excluded.id_parameter,
                    session_parameter = excluded.session_parameter, token_parameter = excluded.token_parameter,
                    audience = excluded.audience, keys = excluded.keys""",
                bind("study", studyId),
                bind("name", panel.name()),
                bind("id", panel.idParameter()),
                bind("session", panel.sessionParameter()),
                bind("token", signature == null ? "" : signature.parameter()),
                bind("audience", signature == null ? "" : signature.audience()),
                bind("keys", signature == null ? "" : signature.keys()));
        trail.record(AuditEntry.of(by, AuditAction.PANEL_SET).inStudy(studyId).about(studyId));
    }

    /// The usual panels are known from now on.
    @Transactional
    public void clear(long studyId, Actor by) {
        sql.update("delete from panel_link where study_id = :study", bind("study", studyId));
        trail.record(AuditEntry.of(by, AuditAction.PANEL_SET).inStudy(studyId).about(studyId));
    }

    private static Panel read(ResultSet row) throws SQLException {
        String token = row.getString("token_parameter");
        return new Panel(
                row.getString("name"),
                row.getString("id_parameter"),
                row.getString("session_parameter"),
                token.isEmpty() ? null : new PanelSignature(token, row.getString("audience"), row.getString("keys")));
    }
}
