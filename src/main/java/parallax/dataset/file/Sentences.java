package parallax.dataset.file;

import java.util.Collection;

/// The words in which a row or a header is refused, the same for every verb that reads files.
public final class Sentences {
    public static final String NO_ROW = "the file has a header but no row";
    public static final String EMPTY_ITEM = "the item is empty";
    public static final String EMPTY_RATER = "the rater is empty";
    private static final int SHOWN = 60;

    private Sentences() {}

    public static String noSuchColumn(Header header) {
        return "there is no such column; the header has: " + String.join(", ", header.names());
    }

    /// @param times how many rows have the answer
    public static String notAnOption(String answer, long times, Collection<String> options) {
        return "the answer '" + shortened(answer) + "'" + (times > 1 ? " (" + times + " times)" : "")
                + " is not one of " + String.join(", ", options);
    }

    public static String labelNotAnOption(String item, String label, Collection<String> options) {
        return "the item '" + item + "' has the expert's label '" + label + "', which is not one of "
                + String.join(", ", options);
    }

    public static String answeredTwice(String question, long firstLine) {
        return "the same rater answers '" + question + "' on this item twice; first on line " + firstLine;
    }

    public static String differsForItem(String item) {
        return differs("the item '" + item + "'");
    }

    public static String differsForRater(String rater) {
        return differs("the rater '" + rater + "'");
    }

    private static String differs(String whose) {
        return "differs from what an earlier row says of " + whose;
    }

    public static String notAWholeNumber(String text, long least, long most) {
        return "'" + shortened(text) + "' is not a whole number from " + least + " to " + most;
    }

    /// As much of a field as a sentence can hold.
    public static String shortened(String field) {
        return field.length() <= SHOWN ? field : field.substring(0, SHOWN) + "…";
    }
}
