package parallax.study;

import java.util.UUID;

/// The replies that end an item, as one rater is shown them. Which of two comes first is drawn for each rater and
/// item, so that a preference for the first place prefers neither.
public enum Replies {
    /// one, which is judged by itself
    ONE,
    /// A, then B
    TWO,
    /// B, then A
    TWO_SWAPPED;

    /// Of two replies; the order is that of one bit of the assignment's random key.
    public static Replies two(UUID assignment) {
        return (assignment.getLeastSignificantBits() & 1) == 0 ? TWO : TWO_SWAPPED;
    }
}
