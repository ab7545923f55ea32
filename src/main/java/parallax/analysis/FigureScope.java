package parallax.analysis;

import org.jspecify.annotations.Nullable;

/// Whose answers standing figures are of, and for whom.
///
/// @param without the exclusion whose raters are left out; null for the figures of everybody
public record FigureScope(Audience audience, @Nullable Exclusion without) {
    /// The exclusion's name; empty for none.
    String exclusion() {
        return without == null ? "" : without.name();
    }
}
