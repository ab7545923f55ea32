package parallax.dataset.items;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file of conversations that was brought to a study.
///
/// @param waits whether somebody is still to say what its columns mean
/// @param items how many came in from it; some may have been removed since
/// @param folded how many rows said what the study or an earlier row had said
/// @param prompts how many of its conversations end with the user, and so wait for a model's reply
/// @param promptSet where those are; null where there are none
/// @param notes what a reader should know although it was no reason to refuse the file
public record ItemUpload(
        long id,
        String fileName,
        boolean waits,
        int items,
        int folded,
        int prompts,
        @Nullable Long promptSet,
        List<String> notes) {
    /// What a file's prompts are called where one of several sources is chosen, before their number.
    public static final String PROMPTS_OF_FILE = "set-";

    public ItemUpload {
        notes = List.copyOf(notes);
    }

    /// What its prompts are called where one of several sources is chosen.
    public String promptSource() {
        return PROMPTS_OF_FILE + promptSet;
    }
}
