package parallax.design;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import parallax.store.Sql;

/// Taking out of a draft what shall not be published, or the draft itself; both are on the audit trail.
/// What raters have seen is never removed so.
@ApplicationScoped
public class Removal {
    private final Sql sql;

    public Removal(Sql sql) {
        this.sql = sql;
    }

    /// Its reply stays with its run, so that a resumed run does not write it again.
    ///
    /// @return whether the study is a draft and had such an item
    @Transactional
    public boolean item(long studyId, long itemId, long accountId) {
        boolean removed = isDraft(studyId)
                && sql.update(
                                "delete from item where id = :item and study_id = :study",
                                bind("item", itemId),
                                bind("study", studyId))
                        == 1;
        if (removed) {
            audit("item.removed", studyId, itemId, accountId);
        }
        return removed;
    }

    /// Deletes a draft with its items and runs, and with the prompts that no other study's run has.
    ///
    /// @return whether the study was a draft
    @Transactional
    public boolean study(long studyId, long accountId) {
        // runs before their study, as a runner that stores a reply holds them
        Long[] prompts = sql.list(
                        row -> row.getLong(1),
                        "select prompt_set_id from generation_run where study_id = :study order by id for update",
                        bind("study", studyId))
                .toArray(Long[]::new);
        if (!isDraft(studyId)) {
            return false;
        }
        sql.update("delete from study where id = :study", bind("study", studyId));
        sql.update("""
                delete from prompt_set p where p.id = any (:prompts)
                    and not exists (select 1 from generation_run r where r.prompt_set_id = p.id)""", bind("prompts", prompts));
        audit("study.deleted", studyId, studyId, accountId);
        return true;
    }

    /// Holds the study's state until the transaction ends, so that it is not published meanwhile.
    private boolean isDraft(long studyId) {
        List<String> state = sql.list(
                row -> row.getString(1),
                "select state from study where id = :study and state = 'draft' for update",
                bind("study", studyId));
        return !state.isEmpty();
    }

    private void audit(String action, long studyId, long subjectId, long accountId) {
        sql.update(
                "insert into audit_entry (actor, actor_id, action, study_id, subject_id) values ('account', :account, :action, :study, :subject)",
                bind("account", accountId),
                bind("action", action),
                bind("study", studyId),
                bind("subject", subjectId));
    }
}
