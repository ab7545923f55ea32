package parallax.release;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A frozen, dated set of aggregates of a study.
///
/// @param number within the study, from 1
/// @param least fewer raters than this are not shown
/// @param calledBack when an owner called it back; null if nobody did
/// @param withdrawnSince raters who took their data back after it was made, and may be in it
public record Release(
        long id,
        int number,
        Made made,
        int least,
        Extent extent,
        AuditSummary audit,
        @Nullable Instant calledBack,
        long withdrawnSince) {

    /// @param by the account; null for the installation itself
    public record Made(Instant at, How how, @Nullable Long by) {}

    /// @param raters null where the data do not say who answered
    public record Extent(@Nullable Integer raters, int items, long judgments) {}

    /// What the attack found before it was published.
    ///
    /// @param closest in words, which hidden total it bounded most closely; empty where nothing is hidden
    public record AuditSummary(boolean passed, int tables, long hidden, String closest, long tookMs) {
        static AuditSummary of(Audit audit) {
            Audit.Finding closest = audit.closest();
            return new AuditSummary(
                    audit.passed(),
                    audit.tables(),
                    audit.hidden(),
                    closest == null ? "" : closest.inWords(),
                    audit.tookMs());
        }
    }

    /// Whether somebody made it or the study's rule.
    public enum How {
        HAND,
        RULE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static How of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public boolean isCalledBack() {
        return calledBack != null;
    }
}
