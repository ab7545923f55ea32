package parallax.dataset.exports;

/// What somebody asked for.
///
/// @param reader a spreadsheet's CSV begins with a byte order mark and runs no formula
/// @param selfDescriptions whether the raters' own words and exact numbers go along
/// @param exclude the exclusion whose raters are left out; empty for none
/// @param licence under which the data may be used, in the words of whoever asks, on one line; empty where nobody
///   said
/// @param leastGroup fewer raters than this are not shown as a group
public record DatasetOrder(
        DatasetForm form,
        ExportRequest.Reader reader,
        ExportRequest.Times times,
        boolean selfDescriptions,
        String exclude,
        String licence,
        int leastGroup) {
    public static final int LONGEST_LICENCE = 500;

    public DatasetOrder {
        licence = licence.strip().replaceAll("\\s+", " ");
        if (licence.length() > LONGEST_LICENCE) {
            throw new IllegalArgumentException("a licence has at most " + LONGEST_LICENCE + " characters");
        }
    }
}
