package parallax.dataset.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.dataset.Layout;
import parallax.dataset.file.RatingRules;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Header;
import parallax.study.Rubric;

/// What to import, and how to read it where the file's own column names do not say.
///
/// @param items the items file, null where the ratings file holds the conversations itself
/// @param layout null: recognised from the header
/// @param axes columns that hold demographics; empty: every column whose name begins with `rater_`
public record ImportRequest(
        FileSource ratings,
        @Nullable FileSource items,
        @Nullable Layout layout,
        String title,
        ColumnNames columns,
        Asked asked,
        List<String> axes,
        RatingRules rules) {
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

    /// What was asked, and what the answers say.
    ///
    /// @param rubric null: the bundled rubric whose questions the file answers, else one made of the
    ///     file's
    ///     questions
    /// @param options the answers allowed; empty: whatever the file holds
    /// @param unsafe the options that read unsafe; empty: `Yes`, where it is an option
    /// @param unsure the option that reads unsure
    public record Asked(@Nullable Rubric rubric, List<String> options, List<String> unsafe, String unsure) {
        public static final Asked NO_UNSURE_OR_YES = new Asked(null, NO_UNSURE_YES, List.of(), "Unsure");

        public Asked {
            options = List.copyOf(options);
            unsafe = List.copyOf(unsafe);
        }

        List<String> readUnsafe() {
            return unsafe.isEmpty() ? List.of("Yes") : unsafe;
        }
    }

    public ImportRequest {
        Objects.requireNonNull(ratings);
        Objects.requireNonNull(columns);
        title = title.strip();
        if (title.isEmpty() || title.length() > 200) {
            throw new IllegalArgumentException("a study's title has 1 to 200 characters, not " + title.length());
        }
        axes = List.copyOf(axes);
    }

    /// Everything recognised from the files, with the answers No, Unsure and Yes.
    public static ImportRequest of(String title, Path ratings, @Nullable Path items) {
        return new ImportRequest(
                FileSource.of(ratings),
                items == null ? null : FileSource.of(items),
                null,
                title,
                ColumnNames.RECOGNISED,
                Asked.NO_UNSURE_OR_YES,
                List.of(),
                RatingRules.USUAL);
    }

    /// The names by which the rater's column is found.
    List<String> raterNames() {
        String named = columns.rater();
        return named == null ? RatingColumns.RATER : List.of(named);
    }

    boolean isDices(Header header) {
        return (layout == null ? RatingColumns.recognise(header) : layout).isDices();
    }
}
