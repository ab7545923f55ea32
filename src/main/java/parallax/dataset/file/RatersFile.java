package parallax.dataset.file;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.dataset.table.FileSource;

/// A file that says what is known of raters, one row each, beside the file of ratings.
///
/// @param rater the rater's column; null: as it is recognised
/// @param columns what is taken of it
/// @param fallbacks what is taken of it only where the ratings have no such column
public record RatersFile(FileSource source, @Nullable String rater, List<String> columns, List<String> fallbacks) {
    /// The names by which a rater's column is recognised, as ratings files and panels write it.
    public static final List<String> RATER = List.of(
            "rater",
            "rater_id",
            "rater_pos",
            "Participant id",
            "participant_id",
            "annotator",
            "annotator_id",
            "worker_id",
            "WorkerId",
            "user_id");

    public RatersFile {
        columns = List.copyOf(columns);
        fallbacks = List.copyOf(fallbacks);
    }
}
