package parallax.disclosure;

/// Whether a group is hidden where its figures would be, or shown to those alone who may read single judgments.
///
/// @param hidden whether the group is too small to show, or would give away one that is
/// @param notForShowing whether it is shown though it would be hidden in a release: nothing to hand on
public record Protection(boolean hidden, boolean notForShowing) {
    /// Of nothing that needs protecting.
    public static Protection open() {
        return none();
    }

    static Protection none() {
        boolean hidden = false;
        boolean notForShowing = false;
        return new Protection(hidden, notForShowing);
    }

    static Protection ofHidden() {
        boolean hidden = true;
        boolean notForShowing = false;
        return new Protection(hidden, notForShowing);
    }

    static Protection ofSmall(boolean small) {
        boolean hidden = false;
        return new Protection(hidden, small);
    }
}
