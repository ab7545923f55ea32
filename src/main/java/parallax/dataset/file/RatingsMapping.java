package parallax.dataset.file;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.AnswerOptions;

/// Which columns of a ratings file mean what.
///
/// @param item     the item's name
/// @param rater    the rater's name, or null when raters are unknown
/// @param question the question's name, or null when the file holds one question
/// @param answer   the chosen option, or null when each row holds counts
/// @param counts   one column of counts for each option, empty when each row is one answer
/// @param gold     the item's gold label, or null
/// @param raters   what describes the raters
/// @param options  the declared options
public record RatingsMapping(
        String item,
        @Nullable String rater,
        @Nullable String question,
        @Nullable String answer,
        List<String> counts,
        @Nullable String gold,
        RaterColumns raters,
        AnswerOptions options) {

    public RatingsMapping {
        counts = List.copyOf(counts);
        if ((answer == null) == counts.isEmpty()) {
            throw new IllegalArgumentException("Name either the column of the answer or the columns of counts");
        }
        if (!counts.isEmpty() && counts.size() != options.size()) {
            throw new IllegalArgumentException(
                    counts.size() + " columns of counts were named for the " + options.size() + " options");
        }
        if (!counts.isEmpty() && rater != null) {
            throw new IllegalArgumentException("A row of counts is not one rater's; leave the rater's column out");
        }
    }
}
