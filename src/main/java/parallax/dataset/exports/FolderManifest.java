package parallax.dataset.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a dataset's folder says of itself, in the file `manifest.json`.
///
/// @param format the form and version of this file
/// @param versions of what the data rest on
/// @param contents how it was asked for, and what is left out
/// @param rows of each table, by its file, or by the folder that holds its files
@JsonInclude(JsonInclude.Include.NON_NULL)
record FolderManifest(
        String format,
        Source study,
        Instant madeAt,
        Versions versions,
        Contents contents,
        Map<String, Long> rows,
        List<File> files) {
    static final String FORMAT = "parallax-dataset/1";
    static final String NAME = "manifest.json";
    static final String SIGNATURE = "manifest.sig.json";

    /// The same over these files.
    FolderManifest of(List<File> listed) {
        return new FolderManifest(format, study, madeAt, versions, contents, rows, listed);
    }

    /// @param synthetic whether simulated raters took part
    /// @param contact of who runs the study; null where nobody is named
    record Source(
            String code,
            String title,
            String state,
            boolean synthetic,
            @Nullable String contact) {}

    /// @param code of Parallax
    /// @param consent versions of the statement that raters agreed to
    /// @param groupMapping the newest version of the rules from raters' words to groups; 0 where there are none
    record Versions(String code, int rubric, List<Integer> consent, int groupMapping) {}

    /// @param notes sentences that a reader of the data should know
    record Contents(Terms terms, Left left, List<String> notes) {}

    /// How it was asked for.
    ///
    /// @param licence null where nobody stated one
    record Terms(
            String form,
            String reader,
            String times,
            boolean selfDescriptions,
            @Nullable String licence) {}

    /// @param withdrawn raters who took their data back before: no row of theirs is here
    /// @param exclusion the rule whose raters are left out
    /// @param leastGroup of how many raters a group must be for its shares to be shown; null where the form has
    ///   rows of single judgments and no shares
    /// @param hiddenGroups by question and axis
    record Left(
            long withdrawn,
            @Nullable String exclusion,
            long excluded,
            @Nullable Integer leastGroup,
            Map<String, Map<String, List<String>>> hiddenGroups) {}

    record File(String path, long bytes, String sha256) {}
}
