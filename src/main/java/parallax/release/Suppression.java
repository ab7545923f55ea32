package parallax.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Decides which groups are too small to be shown, and which more must be hidden so that none of those
/// can be deduced by subtracting the shown ones from the total (complementary suppression).
///
/// The hidden groups together hold at least the threshold of raters, and are at least two unless nobody
/// is hidden; where that is impossible, all groups are hidden.
///
/// @see <a href="https://doi.org/10.1007/978-1-4612-0121-2">Willenborg, de Waal 2001, Elements of
///     Statistical Disclosure Control, chapter 5</a>
public final class Suppression {
    private Suppression() {}

    /// @param raters how many raters each group has; a group without raters has nothing to hide
    /// @param threshold fewer raters than this are not shown
    /// @return positions of the groups to hide
    public static Set<Integer> hidden(List<Integer> raters, int threshold) {
        return hidden(raters, threshold, Set.of());
    }

    /// @param already groups that are hidden whatever their size
    static Set<Integer> hidden(List<Integer> raters, int threshold, Set<Integer> already) {
        List<Integer> present = new ArrayList<>();
        for (int group = 0; group < raters.size(); group++) {
            if (raters.get(group) > 0) {
                present.add(group);
            }
        }
        Set<Integer> hidden = new TreeSet<>();
        present.stream()
                .filter(g -> raters.get(g) < threshold || already.contains(g))
                .forEach(hidden::add);
        if (hidden.isEmpty()) {
            return hidden;
        }
        List<Integer> smallestFirst = present.stream()
                .filter(g -> !hidden.contains(g))
                .sorted(Comparator.comparing(raters::get))
                .toList();
        for (int next : smallestFirst) {
            if (hidden.size() >= 2 && sum(raters, hidden) >= threshold) {
                break;
            }
            hidden.add(next);
        }
        return hidden;
    }

    private static int sum(List<Integer> raters, Set<Integer> groups) {
        return groups.stream().mapToInt(raters::get).sum();
    }
}
