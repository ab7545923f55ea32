package parallax.dataset.table;

import java.util.Collection;
import java.util.stream.Collectors;

/// The words in which a row or a header is refused, the same for every verb that reads files.
public final class Sentences {
    public static final String NO_ROW = "the file has a header but no row";
    public static final String EMPTY_ITEM = "the item is empty";
    public static final String EMPTY_RATER = "the rater is empty";
    private static final int SHOWN = 60;
    private static final int SHOWN_NAMES = 5;

    private Sentences() {}

    public static String noSuchColumn(Header header) {
        return "there is no such column; the header has: " + String.join(", ", header.names());
    }

    /// @param times how many rows have the answer
    public static String notAnOption(String answer, long times, Collection<String> options) {
        return "the answer '" + shortened(answer) + "'" + (times > 1 ? " (" + times + " times)" : "")
                + " is not one of " + String.join(", ", options)
                + options.stream()
                        .filter(option -> Spelling.key(option).equals(Spelling.key(answer)))
                        .findFirst()
                        .map(option -> "; --fold reads it as " + option)
                        .orElse("");
    }

    public static String labelNotAnOption(String item, String label, Collection<String> options) {
        return "the item '" + item + "' has the expert's label '" + label + "', which is not one of "
                + String.join(", ", options);
    }

    public static String answeredTwice(String question, long firstLine) {
        return "the same rater answers '" + question + "' on this item twice; first on line " + firstLine;
    }

    /// Said of a row that repeats an answer.
    public static String repeated(String question) {
        return "the same answer to '" + question + "' again by the same rater on the same item; counted once";
    }

    /// Said of a row that gives another answer, where one of them was chosen.
    public static String answeredOtherwise(String question, String held) {
        return "another answer to '" + question + "' by the same rater on the same item; the " + held + " is used";
    }

    /// Said of a row that gives a further answer, where all count.
    public static String answeredAgain(String question) {
        return "another answer to '" + question + "' by the same rater on the same item; each counts";
    }

    public static String differsForItem(String item) {
        return "differs from what an earlier row says of the item '" + item + "'";
    }

    /// Said of a row of a public file, which is taken as it was published.
    public static String differsAsPublished(Header.Column column) {
        return column.name() + " differs from an earlier row of the same item or rater; the first is used";
    }

    /// Said of a row whose rater an earlier row describes otherwise.
    public static String differsForSomeRater(String column) {
        return column + " differs from an earlier row of the same rater; the first is used";
    }

    /// Said of an id that has lost digits.
    public static String rounded(String id) {
        return "'" + shortened(id) + "' is a long number that a spreadsheet has rounded: different ones may have become"
                + " one; export the ids as text";
    }

    public static String notAWholeNumber(String text, long least, long most) {
        return "'" + shortened(text) + "' is not a whole number from " + least + " to " + most;
    }

    /// The first few of several names.
    public static String listed(Collection<String> names) {
        String first =
                names.stream().limit(SHOWN_NAMES).map(Sentences::shortened).collect(Collectors.joining(", "));
        return names.size() > SHOWN_NAMES ? first + ", …" : first;
    }

    /// As much of a field as a sentence can hold.
    public static String shortened(String field) {
        return field.length() <= SHOWN ? field : field.substring(0, SHOWN) + "…";
    }
}
