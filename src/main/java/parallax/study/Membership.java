package parallax.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.identity.Role;

/// Sharing a study with colleagues, and ending it; both are on the audit trail.
@ApplicationScoped
public class Membership {
    private final AuditTrail trail;

    public Membership(AuditTrail trail) {
        this.trail = trail;
    }

    /// What an account is to have.
    ///
    /// @param role [Role#RESEARCHER], who may change the study, or [Role#ANALYST], who may not
    /// @param seen the version of their membership on the page that asked for it, [StudyMember#NONE] if they
    ///     were none there; null if no page did
    public record Grant(
            long accountId,
            Role role,
            boolean mayExport,
            @Nullable Integer seen) {}

    /// @return why it may not be given; empty where it was
    @Transactional
    public Optional<String> grant(Study study, Grant to, Grantor by) {
        Optional<StudyMember> member = StudyMember.find(study.id(), to.accountId());
        StudyMember.requireUnchanged(member, to.seen());
        Optional<String> refusal = by.refusalToGive(study, to.accountId(), member, to.mayExport());
        if (refusal.isPresent()) {
            return refusal;
        }
        member.ifPresentOrElse(
                found -> found.change(to.role(), to.mayExport()),
                () -> StudyMember.of(study.id(), to.accountId(), to.role(), to.mayExport())
                        .persist());
        trail.record(entry(AuditAction.MEMBER_GRANTED, study.id(), to.accountId(), by.actor())
                .with("role", to.role().word())
                .with("export", Boolean.toString(to.mayExport())));
        return Optional.empty();
    }

    /// @param seen the version of their membership on the page that asked for it
    /// @return why it may not be taken; empty where it was
    /// @throws NotFoundException if the account is not a member
    @Transactional
    public Optional<String> revoke(Study study, long accountId, @Nullable Integer seen, Grantor by) {
        Optional<StudyMember> member = StudyMember.find(study.id(), accountId);
        Optional<String> refusal = by.refusalToTake(study, accountId, member);
        if (refusal.isEmpty()) {
            StudyMember found = member.orElseThrow(() -> new NotFoundException("no such member"));
            found.requireUnchanged(seen);
            found.delete();
            trail.record(entry(AuditAction.MEMBER_REVOKED, study.id(), accountId, by.actor()));
        }
        return refusal;
    }

    private static AuditEntry entry(AuditAction action, long studyId, long accountId, Actor by) {
        return AuditEntry.of(by, action).inStudy(studyId).about(accountId);
    }
}
