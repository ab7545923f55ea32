package parallax.study;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import parallax.store.Sql;

/// Sharing a study with colleagues, and ending it; both are on the audit trail.
@ApplicationScoped
public class Membership {
    private final Sql sql;

    public Membership(Sql sql) {
        this.sql = sql;
    }

    @Transactional
    public void grant(long studyId, long accountId, boolean researcher, boolean mayExport, long byAccountId) {
        sql.update(
                """
                insert into study_member (study_id, account_id, role, may_export) values (:study, :account, :role, :may_export)
                on conflict (study_id, account_id) do update set role = excluded.role, may_export = excluded.may_export""",
                bind("study", studyId),
                bind("account", accountId),
                bind("role", researcher ? "researcher" : "analyst"),
                bind("may_export", mayExport));
        audit("member.granted", studyId, accountId, byAccountId);
    }

    @Transactional
    public boolean revoke(long studyId, long accountId, long byAccountId) {
        int removed = sql.update(
                "delete from study_member where study_id = :study and account_id = :account",
                bind("study", studyId),
                bind("account", accountId));
        if (removed == 1) {
            audit("member.revoked", studyId, accountId, byAccountId);
        }
        return removed == 1;
    }

    private void audit(String action, long studyId, long accountId, long byAccountId) {
        sql.update(
                "insert into audit_entry (actor, actor_id, action, study_id, subject_id) values ('account', :by, :action, :study, :account)",
                bind("by", byAccountId),
                bind("action", action),
                bind("study", studyId),
                bind("account", accountId));
    }
}
