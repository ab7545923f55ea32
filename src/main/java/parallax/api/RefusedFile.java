package parallax.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.dataset.table.FileRefused;

/// A file that breaks rules, so that nothing of it was stored.
///
/// @param problems every mistake, up to fifty
/// @param cutShort whether there may be more
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
record RefusedFile(String type, String title, int status, String detail, List<Place> problems, boolean cutShort) {

    /// @param line 1 is the header; 0 where the mistake is the file's as a whole
    /// @param column null where the mistake is the row's as a whole
    record Place(
            long line, @Schema(nullable = true) @Nullable String column, String rule) {}

    static RefusedFile of(FileRefused refused) {
        List<Place> places = refused.problems().stream()
                .map(problem -> new Place(problem.line(), problem.column(), problem.rule()))
                .toList();
        return new RefusedFile(
                "about:blank",
                "Nothing was added",
                422,
                String.valueOf(refused.getMessage()),
                places,
                refused.cutShort());
    }
}
