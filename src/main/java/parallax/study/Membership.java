package parallax.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.util.Optional;
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

    /// @param role [Role#RESEARCHER], who may change the study, or [Role#ANALYST], who may not
    /// @return why it may not be given; empty where it was
    @Transactional
    public Optional<String> grant(Study study, long accountId, Role role, boolean mayExport, Grantor by) {
        Optional<StudyMember> member = StudyMember.find(study.id(), accountId);
        Optional<String> refusal = by.refusalToGive(study, accountId, member, mayExport);
        if (refusal.isPresent()) {
            return refusal;
        }
        member.ifPresentOrElse(
                found -> found.change(role, mayExport),
                () -> StudyMember.of(study.id(), accountId, role, mayExport).persist());
        trail.record(entry(AuditAction.MEMBER_GRANTED, study.id(), accountId, by.actor())
                .with("role", role.word())
                .with("export", Boolean.toString(mayExport)));
        return Optional.empty();
    }

    /// @return why it may not be taken; empty where it was
    /// @throws NotFoundException if the account is no member
    @Transactional
    public Optional<String> revoke(Study study, long accountId, Grantor by) {
        Optional<StudyMember> member = StudyMember.find(study.id(), accountId);
        Optional<String> refusal = by.refusalToTake(study, accountId, member);
        if (refusal.isEmpty()) {
            member.orElseThrow(() -> new NotFoundException("no such member")).delete();
            trail.record(entry(AuditAction.MEMBER_REVOKED, study.id(), accountId, by.actor()));
        }
        return refusal;
    }

    private static AuditEntry entry(AuditAction action, long studyId, long accountId, Actor by) {
        return AuditEntry.of(by, action).inStudy(studyId).about(accountId);
    }
}
