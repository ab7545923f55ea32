package parallax.release;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is said of a release in a list.
///
/// @param how by `hand` or by the study's `rule`
/// @param least fewer raters than this are not shown
/// @param raters null where the data do not say who answered
/// @param withdrawnSince raters who took their data back after it was made, and may be in it
/// @param calledBackAt when an owner called it back; null if nobody did
public record ReleaseLine(
        int number,
        Instant madeAt,
        String how,
        int least,
        @Schema(nullable = true) @Nullable Integer raters,
        long judgments,
        long withdrawnSince,
        @Schema(nullable = true) @Nullable Instant calledBackAt) {
    public static ReleaseLine of(Release release) {
        return new ReleaseLine(
                release.number(),
                release.made().at(),
                release.made().how().word(),
                release.least(),
                release.extent().raters(),
                release.extent().judgments(),
                release.withdrawnSince(),
                release.calledBack());
    }
}
