package parallax.identity;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Something that happened, on its way onto the audit trail.
///
/// @param studyId the study that it happened in, if any
/// @param subjectId the row that it happened to: a study, an account, an item, as the action says
/// @param detail what else there is to say, by name; never an e-mail or network address
public record AuditEntry(
        Actor actor,
        AuditAction action,
        @Nullable Long studyId,
        @Nullable Long subjectId,
        Map<String, String> detail) {

    public AuditEntry {
        detail = Map.copyOf(detail);
    }

    public static AuditEntry of(Actor actor, AuditAction action) {
        return new AuditEntry(actor, action, null, null, Map.of());
    }

    public AuditEntry inStudy(long id) {
        return new AuditEntry(actor, action, id, subjectId, detail);
    }

    public AuditEntry about(long id) {
        return new AuditEntry(actor, action, studyId, id, detail);
    }

    public AuditEntry with(String name, String value) {
        var more = new TreeMap<>(detail);
        more.put(name, value);
        return new AuditEntry(actor, action, studyId, subjectId, more);
    }
}
