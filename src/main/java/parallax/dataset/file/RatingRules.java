package parallax.dataset.file;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Header;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Reading;
import parallax.dataset.table.TableFile;

/// How a file of ratings is understood where people decide: its form, its shape, and what its values
/// mean.
///
/// @param raters another file that describes the raters, or null
public record RatingRules(
        Reading form,
        Wide shape,
        TextColumns texts,
        MissingWords missing,
        Alike alike,
        Repeats repeats,
        Bands bands,
        @Nullable RatersFile raters) {
    public static final RatingRules USUAL = new RatingRules(
            Reading.AS_FOUND,
            new Wide.No(),
            TextColumns.RECOGNISED,
            MissingWords.DEFAULT,
            Alike.APART,
            Repeats.REFUSE,
            Bands.NONE,
            null);

    /// Opens a file of ratings, with what the raters' file says beside each row where there is one. The
    /// caller says which of its columns mean what, see [MeantTable].
    ///
    /// @param raterNames the names by which the ratings' own rater column is found
    public TableFile open(FileSource ratings, List<String> raterNames, Problems problems, Notes notes)
            throws FileRefused {
        TableFile table = TableFile.open(ratings, form, problems, notes);
        boolean ready = false;
        try {
            TableFile rows = WideTable.of(table, shape, problems);
            String rater =
                    rows.header().findAny(raterNames).map(Header.Column::name).orElse(null);
            TableFile joined = JoinedTable.of(rows, rater, this, problems, notes);
            ready = true;
            return joined;
        } finally {
            if (!ready) {
                table.close();
            }
        }
    }

    boolean folds() {
        return alike == Alike.FOLDED;
    }
}
