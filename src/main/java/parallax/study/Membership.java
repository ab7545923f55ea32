package parallax.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
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
    @Transactional
    public void grant(long studyId, long accountId, Role role, boolean mayExport, Actor by) {
        StudyMember.find(studyId, accountId)
                .ifPresentOrElse(
                        member -> member.change(role, mayExport),
                        () -> StudyMember.of(studyId, accountId, role, mayExport)
                                .persist());
        trail.record(entry(AuditAction.MEMBER_GRANTED, studyId, accountId, by)
                .with("role", role.word())
                .with("export", Boolean.toString(mayExport)));
    }

    @Transactional
    public boolean revoke(long studyId, long accountId, Actor by) {
        Optional<StudyMember> member = StudyMember.find(studyId, accountId);
        member.ifPresent(found -> {
            found.delete();
            trail.record(entry(AuditAction.MEMBER_REVOKED, studyId, accountId, by));
        });
        return member.isPresent();
    }

    private static AuditEntry entry(AuditAction action, long studyId, long accountId, Actor by) {
        return AuditEntry.of(by, action).inStudy(studyId).about(accountId);
    }
}
