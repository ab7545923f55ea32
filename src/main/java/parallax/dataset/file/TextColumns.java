package parallax.dataset.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns of an item's text where they have names of their own; null: as they are recognised.
///
/// @param messages a JSON list of messages, each of a speaker
public record TextColumns(
        @Nullable String context,
        @Nullable String response,
        @Nullable String messages) {
    public static final TextColumns RECOGNISED = new TextColumns(null, null, null);

    /// Names of the column of the reply in files of others.
    static final List<String> RESPONSE = List.of("reply", "output", "completion", "text", "displayed_text", "comment");
}
