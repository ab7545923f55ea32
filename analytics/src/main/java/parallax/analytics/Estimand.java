package parallax.analytics;

/// What an interval is about: whether its items and its raters are these very ones, or stand for others of their kind.
/// The variance of an interval follows from it: what is sampled varies, what is fixed does not.
///
/// @see "NIST AI 800-3, on naming what an evaluation estimates"
public enum Estimand {
    /// The value that other raters of the same kind would give the same items.
    THESE_ITEMS_RATERS_LIKE_THESE("these items, raters like these"),

    /// The value that the same raters would give other items of the same kind.
    ITEMS_LIKE_THESE_THESE_RATERS("items like these, these raters"),

    /// The value that other raters of the same kind would give other items of the same kind.
    ITEMS_AND_RATERS_LIKE_THESE("items and raters like these");

    private final String label;

    Estimand(String label) {
        this.label = label;
    }

    /// The estimand in words, as files and reports have it.
    public String label() {
        return label;
    }

    /// Whether the items stand for others like them.
    public boolean samplesItems() {
        return this != THESE_ITEMS_RATERS_LIKE_THESE;
    }

    /// Whether the raters stand for others like them.
    public boolean samplesRaters() {
        return this != ITEMS_LIKE_THESE_THESE_RATERS;
    }
}
