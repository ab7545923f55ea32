package parallax.study;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import parallax.identity.CurrentAccount;
import parallax.identity.Role;
import parallax.identity.Sessions;

/// What the account that asks may do with a study. A study that is not theirs is not found, so that ids
/// tell nothing.
@RequestScoped
public class StudyAccess {
    private final CurrentAccount account;

    public StudyAccess(CurrentAccount account) {
        this.account = account;
    }

    /// @param mayDesign may change the study
    /// @param mayExport may read individual judgments, and so sees figures the moment they change
    public record Rights(boolean mayDesign, boolean mayExport) {
        static Rights ofOwner() {
            boolean everything = true;
            return new Rights(everything, everything);
        }
    }

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

    /// A study with a plan of its own, which one that was imported has not.
    public Study plan(long studyId) {
        Study study = design(studyId);
        if (study.isImported()) {
            throw new NotFoundException("an imported study has no plan");
        }
        return study;
    }

    public Study export(long studyId) {
        Study study = see(studyId);
        account.requireScope("export");
        if (!rights(studyId).orElseThrow().mayExport()) {
            throw new ForbiddenException("reading individual judgments needs the right to export");
        }
        return study;
    }

    /// A study whose single judgments somebody reads, in figures of this moment, to decide what is made of them:
    /// analyses and exclusions.
    public Study analyze(long studyId) {
        design(studyId);
        return export(studyId);
    }

    /// What the account may do, by the key with which it asks: one without the scope `export` reads no single
    /// judgments.
    public Optional<Rights> rights(long studyId) {
        return held(studyId)
                .map(rights -> new Rights(rights.mayDesign(), rights.mayExport() && account.hasScope("export")));
    }

    private Optional<Rights> held(long studyId) {
        Sessions.Holder holder = account.required();
        if (holder.role() == Role.OWNER) {
            return Optional.of(Rights.ofOwner());
        }
        return StudyMember.find(studyId, holder.accountId()).map(member -> member.rights(holder.role()));
    }

    /// Those of the studies whose single judgments the account may read, by the key with which it asks.
    public Set<Long> readable(List<Study> studies) {
        Sessions.Holder holder = account.required();
        Set<Long> exported = holder.role() == Role.OWNER
                ? studies.stream().map(Study::id).collect(Collectors.toSet())
                : StudyMember.exportedBy(holder.accountId());
        return account.hasScope("export") ? exported : Set.of();
    }

    /// The account that asks, as one that gives and takes rights to a study that it may change.
    public Grantor grantor(Study study) {
        boolean exports = held(study.id()).orElseThrow().mayExport();
        Grantor.Reach own = exports ? Grantor.Reach.EXPORT : Grantor.Reach.DESIGN;
        return new Grantor(account.actor(), account.id(), account.isOwner() ? Grantor.Reach.EVERYTHING : own);
    }

    /// The studies that the account sees, newest first.
    public List<Study> all() {
        account.requireScope("read");
        if (account.isOwner()) {
            return Study.list("order by createdAt desc, id desc");
        }
        return Study.list("""
                id in (select member.studyId from StudyMember member where member.accountId = ?1)
                order by createdAt desc, id desc""", account.id());
    }
}
