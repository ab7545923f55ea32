package parallax.study;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Set;
import parallax.store.Sql;

/// Pausing, reopening and closing a published study.
@ApplicationScoped
public class StudyState {
    /// From which states each can be reached.
    private static final Map<String, Set<String>> FROM =
            Map.of("paused", Set.of("open"), "open", Set.of("paused"), "closed", Set.of("open", "paused"));

    private final Sql sql;

    public StudyState(Sql sql) {
        this.sql = sql;
    }

    /// @return whether the study could change so
    @Transactional
    public boolean change(long studyId, String to, long accountId) {
        String[] from = FROM.getOrDefault(to, Set.of()).toArray(String[]::new);
        int changed = sql.update(
                "update study set state = :state where id = :study and state = any (:from)",
                bind("state", to),
                bind("study", studyId),
                bind("from", from));
        if (changed == 1) {
            sql.update(
                    "insert into audit_entry (actor, actor_id, action, study_id, subject_id) values ('account', :account, :action, :study, :study)",
                    bind("account", accountId),
                    bind("action", "study." + to),
                    bind("study", studyId));
        }
        return changed == 1;
    }
}
