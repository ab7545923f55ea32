package parallax.gate;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How a study stands to its limits.
///
/// @param study its id
/// @param release the number of the release whose figures were read; null for those of this moment
/// @param asOf when the oldest of the figures were computed; null where none were
/// @param upToDate whether they include every judgment that they could
public record GateOutcome(
        long study,
        String title,
        @Schema(nullable = true) @Nullable Integer release,
        @Schema(nullable = true) @Nullable Instant asOf,
        boolean upToDate,
        Verdict verdict,
        List<CheckedLimit> limits) {
    public GateOutcome {
        limits = List.copyOf(limits);
    }
}
