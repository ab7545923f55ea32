package parallax.dataset.file;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.analytics.AnswerOptions;

/// Which columns of a ratings file mean what.
///
/// @param item     the item's name
/// @param rater    the rater's name, or null when raters are unknown
/// @param question the question's name, or null when the file holds one question
/// @param answer   the chosen option, or null when each row holds counts
/// @param counts   one column of counts an option, empty when each row is one answer
/// @param axes     the axes, each one column or several for an intersection
/// @param blocks   the columns that make a rater's permutation block
/// @param gold     the item's gold label, or null
/// @param options  the declared options
public record RatingsMapping(
        String item,
        @Nullable String rater,
        @Nullable String question,
        @Nullable String answer,
        List<String> counts,
        List<List<String>> axes,
        List<String> blocks,
        @Nullable String gold,
        AnswerOptions options) {

    public RatingsMapping {
        counts = List.copyOf(counts);
        axes = axes.stream().map(List::copyOf).toList();
        blocks = List.copyOf(blocks);
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

    /// Every column that describes a rater, once each.
    List<String> attributes() {
        Set<String> attributes = new LinkedHashSet<>();
        axes.forEach(attributes::addAll);
        attributes.addAll(blocks);
        return new ArrayList<>(attributes);
    }
}
