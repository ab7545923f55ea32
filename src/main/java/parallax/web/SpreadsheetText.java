package parallax.web;

/// Text for a cell of a table that somebody may open in a spreadsheet.
public final class SpreadsheetText {
    private static final String STARTS_FORMULA = "=+-@\t\r";

    private SpreadsheetText() {}

    /// A spreadsheet would run a cell that begins like a formula; an apostrophe before it makes it text.
    public static String plain(String cell) {
        return !cell.isEmpty() && STARTS_FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
