package parallax.analytics.resampling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Benjamini and Hochberg's adjustment of p-values asked together: rejecting those adjusted to q or less
/// keeps the expected share of false ones among them at q or less.
///
/// @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini, Hochberg 1995</a>
public final class BenjaminiHochberg {
    private BenjaminiHochberg() {}

    /// The adjusted p-values in the given order. A null, where a p-value is undefined, stays null and
    /// does not count.
    public static List<@Nullable Double> adjust(List<@Nullable Double> pValues) {
        List<Integer> defined = new ArrayList<>();
        for (int test = 0; test < pValues.size(); test++) {
            if (pValues.get(test) != null) {
                defined.add(test);
            }
        }
        defined.sort(Comparator.comparing(test -> at(pValues, test)));
        List<@Nullable Double> adjusted = new ArrayList<>(pValues);
        double smallest = 1;
        for (int rank = defined.size(); rank >= 1; rank--) {
            int test = defined.get(rank - 1);
            double p = at(pValues, test);
            smallest = Math.min(smallest, Math.max(p, p * defined.size() / rank)); // which rounding could leave below p
            adjusted.set(test, smallest);
        }
        return adjusted;
    }

    private static double at(List<@Nullable Double> pValues, int test) {
        Double p = pValues.get(test);
        if (p == null || !(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("A p-value lies in [0, 1], not " + p);
        }
        return p;
    }
}
