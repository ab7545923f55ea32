package parallax.study;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Optional;
import parallax.identity.CurrentAccount;
import parallax.identity.Role;
import parallax.identity.Sessions;
import parallax.store.Sql;

/// What the account that asks may do with a study. A study that is not theirs is not found, so that ids
/// tell nothing.
@RequestScoped
public class StudyAccess {
    private final CurrentAccount account;
    private final Sql sql;

    public StudyAccess(CurrentAccount account, Sql sql) {
        this.account = account;
        this.sql = sql;
    }

    /// @param mayDesign may change the study and see its figures the moment they change
    /// @param mayExport may read single judgments
    public record Rights(boolean mayDesign, boolean mayExport) {}

    public Study see(long studyId) {
        account.requireScope("read");
        Study study = Study.findById(studyId);
        if (study == null || rights(studyId).isEmpty()) {
            throw new NotFoundException("no such study");
        }
        return study;
    }

    public Study design(long studyId) {
        Study study = see(studyId);
        if (!rights(studyId).orElseThrow().mayDesign()) {
            throw new ForbiddenException("changing this study needs the researcher's right");
        }
        return study;
    }

    public Study export(long studyId) {
        Study study = see(studyId);
        account.requireScope("export");
        if (!rights(studyId).orElseThrow().mayExport()) {
            throw new ForbiddenException("reading single judgments needs the right to export");
        }
        return study;
    }

    public Optional<Rights> rights(long studyId) {
        Sessions.Holder holder = account.required();
        if (holder.role() == Role.OWNER) {
            return Optional.of(new Rights(true, true));
        }
        return sql.first(
                row -> new Rights(
                        row.getString("role").equals("researcher") && holder.role() == Role.RESEARCHER,
                        row.getBoolean("may_export")),
                "select role, may_export from study_member where study_id = :study and account_id = :account",
                bind("study", studyId),
                bind("account", holder.accountId()));
    }

    /// The studies that the account sees, newest first.
    public List<Study> all() {
        account.requireScope("read");
        if (account.isOwner()) {
            return Study.list("order by createdAt desc, id desc");
        }
        List<Long> mine = sql.list(
                row -> row.getLong(1),
                "select study_id from study_member where account_id = :account",
                bind("account", account.id()));
        return mine.isEmpty() ? List.of() : Study.list("id in ?1 order by createdAt desc, id desc", mine);
    }
}
