package parallax.dataset.file;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The columns that describe raters.
///
/// @param axes   the axes, each one column or several for an intersection
/// @param blocks the columns that make a rater's permutation block
public record RaterColumns(List<List<String>> axes, List<String> blocks) {

    public RaterColumns {
        axes = axes.stream().map(List::copyOf).toList();
        blocks = List.copyOf(blocks);
    }

    /// Every column, once each.
    List<String> all() {
        Set<String> columns = new LinkedHashSet<>();
        axes.forEach(columns::addAll);
        columns.addAll(blocks);
        return new ArrayList<>(columns);
    }
}
