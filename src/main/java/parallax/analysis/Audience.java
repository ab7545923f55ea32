package parallax.analysis;

import java.util.Locale;

/// For whom figures are computed, which decides how fresh they may be.
public enum Audience {
    /// The study's researchers: every judgment at once.
    STAFF,
    /// Anybody else: judgments only in the batches that are released to them.
    VIEWERS;

    /// The word in the database.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
