package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import parallax.store.Sql;

/// Who did what, and when. Entries are written in the transaction of what they tell of, and never
/// changed. Nothing else writes them but the one statement that takes a submission in.
@ApplicationScoped
public class AuditTrail {
    private final Sql sql;
    private final Clock clock;
    private final InstallationSecret secret;

    public AuditTrail(Sql sql, Clock clock, InstallationSecret secret) {
        this.sql = sql;
        this.clock = clock;
        this.secret = secret;
    }

    /// What stands on the trail for an e-mail or network address: always the same for the same one, and
    /// of no use to anybody without this installation's secret.
    public String keyed(String address) {
        return HexFormat.of().formatHex(secret.mac("audit-trail", address.getBytes(StandardCharsets.UTF_8)));
    }

    public void record(AuditEntry entry) {
        sql.update(
                """
                insert into audit_entry (at, actor, actor_id, action, study_id, subject_id, detail)
                values (:now, :actor, :actor_id, :action, :study, :subject,
                        case when cardinality(:names::text[]) > 0 then jsonb_object(:names::text[], :values::text[]) end)""",
                bind("now", clock.instant()),
                bind("actor", entry.actor().word()),
                bind("actor_id", entry.actor().idOrNull()),
                bind("action", entry.action().word()),
                bind("study", entry.studyId()),
                bind("subject", entry.subjectId()),
                bind("names", entry.detail().keySet().toArray(String[]::new)),
                bind("values", entry.detail().values().toArray(String[]::new)));
    }
}
