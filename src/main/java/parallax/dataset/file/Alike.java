package parallax.dataset.file;

/// What values are that differ only in case, blanks or Unicode form.
public enum Alike {
    /// different ones, with a note
    APART,
    /// the one that was met first, or that was declared
    FOLDED
}
