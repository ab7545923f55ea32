package parallax.study;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;

/// Sharing a study with colleagues, and ending it; both are on the audit trail.
@ApplicationScoped
public class Membership {
    private final Sql sql;
    private final AuditTrail trail;

    public Membership(Sql sql, AuditTrail trail) {
        this.sql = sql;
        this.trail = trail;
    }

    @Transactional
    public void grant(long studyId, long accountId, boolean researcher, boolean mayExport, Actor by) {
        String role = researcher ? "researcher" : "analyst";
        sql.update(
                """
                insert into study_member (study_id, account_id, role, may_export) values (:study, :account, :role, :may_export)
                on conflict (study_id, account_id) do update set role = excluded.role, may_export = excluded.may_export""",
                bind("study", studyId),
                bind("account", accountId),
                bind("role", role),
                bind("may_export", mayExport));
        trail.record(entry(AuditAction.MEMBER_GRANTED, studyId, accountId, by)
                .with("role", role)
                .with("export", Boolean.toString(mayExport)));
    }

    @Transactional
    public boolean revoke(long studyId, long accountId, Actor by) {
        int removed = sql.update(
                "delete from study_member where study_id = :study and account_id = :account",
                bind("study", studyId),
                bind("account", accountId));
        if (removed == 1) {
            trail.record(entry(AuditAction.MEMBER_REVOKED, studyId, accountId, by));
        }
        return removed == 1;
    }

    private static AuditEntry entry(AuditAction action, long studyId, long accountId, Actor by) {
        return AuditEntry.of(by, action).inStudy(studyId).about(accountId);
    }
}
