package parallax.dataset.file;

/// What becomes of conversations that occur under several ids.
public enum Twins {
    /// the first is taken, with a note
    FOLDED,
    /// each is an item of its own
    KEPT
}
