package parallax.dataset.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.dataset.Layout;
import parallax.dataset.file.FileSource;
import parallax.study.Rubric;

/// What to import, and how to read it where the file's own column names do not say.
///
/// @param items the items file, null where the ratings file holds the conversations itself
/// @param layout null: recognised from the header
/// @param rubric null: the bundled rubric whose questions the file answers, else one made of the file's
///     questions
/// @param axes columns that hold demographics; empty: every column whose name begins with `rater_`
/// @param options the answers allowed; empty: whatever the file holds
/// @param unsafe the option that reads unsafe
/// @param unsure the option that reads unsure
public record ImportRequest(
        FileSource ratings,
        @Nullable FileSource items,
        @Nullable Layout layout,
        String title,
        ColumnNames columns,
        @Nullable Rubric rubric,
        List<String> axes,
        List<String> options,
        String unsafe,
        String unsure) {
    public static final List<String> NO_UNSURE_YES = List.of("No", "Unsure", "Yes");

    /// Columns of a long ratings file whose names are not among the recognised ones; null: recognise
    /// them.
    public record ColumnNames(
            @Nullable String item,
            @Nullable String rater,
            @Nullable String question,
            @Nullable String answer) {
        public static final ColumnNames RECOGNISED = new ColumnNames(null, null, null, null);
    }

    public ImportRequest {
        Objects.requireNonNull(ratings);
        Objects.requireNonNull(columns);
        title = title.strip();
        if (title.isEmpty() || title.length() > 200) {
            throw new IllegalArgumentException("a study's title has 1 to 200 characters, not " + title.length());
        }
        axes = List.copyOf(axes);
        options = List.copyOf(options);
    }

    /// Everything recognised from the files, with the answers No, Unsure and Yes.
    public static ImportRequest of(String title, Path ratings, @Nullable Path items) {
        return new ImportRequest(
                FileSource.of(ratings),
                items == null ? null : FileSource.of(items),
                null,
                title,
                ColumnNames.RECOGNISED,
                null,
                List.of(),
                NO_UNSURE_YES,
                "Yes",
                "Unsure");
    }
}
