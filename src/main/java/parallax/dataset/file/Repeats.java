package parallax.dataset.file;

/// Which answer holds where a rater gives two to one question of one item. Where a file is read with its
/// repeats, each further answer is one of another time, also where it is the same, and tells how steady the
/// rater is.
public enum Repeats {
    /// none: different ones are refused, and equal ones are one row written twice
    REFUSE,
    FIRST,
    LAST,
    /// every answer counts, so that shares are of all answers; metrics that compare the answers to an item
    /// are undefined
    ALL
}
