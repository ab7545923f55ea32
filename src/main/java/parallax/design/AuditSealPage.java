package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// The newest seal on the audit trail, and whether the trail still leads to one that was kept.
///
/// @param newest `ENTRY:HASH`; empty while nothing is sealed
/// @param kept as it was entered
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record AuditSealPage(String newest, String kept, Comparison comparison) implements TemplateInstance {
    /// Of the trail with the seal that was entered.
    public enum Comparison {
        NONE,
        HOLDS,
        DOES_NOT_HOLD,
        IS_NO_SEAL
    }
}
