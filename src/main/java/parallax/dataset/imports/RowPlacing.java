package parallax.dataset.imports;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import parallax.dataset.Written;
import parallax.dataset.file.ImportedItem;
import parallax.dataset.imports.JudgmentIndex.Place;
import parallax.dataset.imports.RaterDirectory.ImportedRater;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Header.Column;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Sentences;
import parallax.dataset.table.TableRow;

/// Which judgment a row belongs to, by its item, rater, occasion and revision.
record RowPlacing(RatingColumns columns, String file, Problems problems) {
    private static final int MOST_REVISIONS = 30_000;

    /// @return null where the occasion or the revision is not a number; the mistake has been noted
    @Nullable
    Place place(TableRow row, ImportedItem item, @Nullable ImportedRater rater, JudgmentIndex judgments)
            throws FileRefused {
        if (columns.layout().isDices() && rater != null) {
            return judgments.next(item.index(), rater.index());
        }
        int occasion = number(row, columns.judgment().occasion(), 10);
        int revision = number(row, columns.judgment().revision(), MOST_REVISIONS);
        if (occasion == 0 || revision == 0) {
            return null;
        }
        Column key = columns.judgment().key();
        if (rater == null && key == null) {
            return judgments.unknown(item.index());
        }
        return judgments.of(new JudgmentIndex.Key(
                item.index(),
                rater == null ? -1 : rater.index(),
                rater == null && key != null ? key.in(row) : null,
                occasion,
                revision));
    }

    private int number(TableRow row, @Nullable Column column, int most) throws FileRefused {
        if (column == null) {
            return 1;
        }
        OptionalLong number = Written.wholeNumber(column.in(row));
        if (number.isEmpty() || number.getAsLong() < 1 || number.getAsLong() > most) {
            problems.add(file, row.line(), column.name(), Sentences.notAWholeNumber(column.in(row), 1, most));
            return 0;
        }
        return (int) number.getAsLong();
    }
}
