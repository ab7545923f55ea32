package parallax.dataset.file;

/// Which answer holds where a rater gives two different ones to one question of one item. Two equal ones
/// count once.
public enum Repeats {
    /// none: the file is refused
    REFUSE,
    FIRST,
    LAST
}
