package parallax.analytics.resampling;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/// The entropy to expect of fewer answers, drawn without replacement from those that an item has: what
/// makes items with different numbers of answers comparable.
///
/// @see <a href="https://doi.org/10.2307/1934145">Hurlbert 1971, on rarefaction</a>
final class Rarefaction {
    private final Map<Key, Double> known = new HashMap<>();

    private record Key(int chosen, int n, int drawn) {}

    /// The expected entropy in nats of `drawn` answers out of an item's.
    ///
    /// @param counts the item's answers by option
    /// @param n      all its answers, at least `drawn`
    double entropy(int[] counts, int n, int drawn) {
        double sum = 0;
        for (int chosen : counts) {
            sum += chosen == 0 ? 0 : known.computeIfAbsent(new Key(chosen, n, drawn), Rarefaction::part);
        }
        return sum;
    }

    /// E[−(x/m) ln (x/m)] for x hypergeometric: x of the m drawn are among the chosen.
    private static double part(Key key) {
        HypergeometricDistribution drawn = HypergeometricDistribution.of(key.n, key.chosen, key.drawn);
        double sum = 0;
        for (int x = Math.max(1, drawn.getSupportLowerBound()); x <= drawn.getSupportUpperBound(); x++) {
            double share = (double) x / key.drawn;
            sum -= drawn.probability(x) * share * Math.log(share);
        }
        return sum;
    }
}
