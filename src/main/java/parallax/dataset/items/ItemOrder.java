package parallax.dataset.items;

import org.jspecify.annotations.Nullable;
import parallax.dataset.file.FileGlance;
import parallax.dataset.file.ItemColumns;
import parallax.dataset.file.Twins;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Reading;

/// A file whose conversations are to become a study's items, and what its columns mean.
///
/// @param waiting the upload that holds the file; null where it comes with the order
/// @param accountId whose order it is; null when the installation gives it itself
public record ItemOrder(
        long studyId,
        FileSource file,
        Reading form,
        ItemColumns columns,
        Twins twins,
        @Nullable Long waiting,
        @Nullable Long accountId) {

    /// The same, with the columns that nobody named as they look.
    ///
    /// @throws FileRefused where the file cannot be read
    public ItemOrder guessed() throws FileRefused {
        ItemColumns all = FileGlance.at(file, form).guessed(columns);
        return new ItemOrder(studyId, file, form, all, twins, waiting, accountId);
    }
}
