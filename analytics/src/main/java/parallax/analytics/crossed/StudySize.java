package parallax.analytics.crossed;

/// How large a study of one group is to be.
///
/// @param raters  of the group, at least 2
/// @param items   at least 2
/// @param answers of the group to each item, 1 to as many as there are raters
public record StudySize(int raters, int items, int answers) {
    public StudySize {
        if (raters < 2 || items < 2) {
            throw new IllegalArgumentException(
                    "A study has 2 raters and 2 items or more, not " + raters + " and " + items);
        }
        if (answers < 1 || answers > raters) {
            throw new IllegalArgumentException(
                    "An item has 1 to " + raters + " answers of as many raters, not " + answers);
        }
    }
}
