package parallax.item;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.study.Severity;

/// Saying how hard items are to read; it is on the audit trail.
@ApplicationScoped
public class Grading {
    private final Items items;
    private final AuditTrail trail;

    public Grading(Items items, AuditTrail trail) {
        this.items = items;
        this.trail = trail;
    }

    /// @param severity null if nothing is to be said
    /// @return whether the study has such an item
    @Transactional
    public boolean grade(long studyId, long itemId, @Nullable Severity severity, Items.Reach reach, Actor by) {
        int graded = items.grade(studyId, itemId, severity, reach);
        if (graded > 0) {
            trail.record(AuditEntry.of(by, AuditAction.ITEM_GRADED)
                    .inStudy(studyId)
                    .about(itemId)
                    .with("severity", severity == null ? "none" : severity.word())
                    .with("items", Integer.toString(graded)));
        }
        return graded > 0;
    }
}
