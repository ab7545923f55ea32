package parallax.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The shares of an item's answers per option, which sum to 1.
///
/// @param shares one share for each option, in declared order, each in [0, 1]
/// @see <a href="https://le-wi-di.github.io">Learning with Disagreements (LeWiDi)</a>
public record SoftLabel(List<Double> shares) {

    public SoftLabel {
        shares = List.copyOf(shares);
        double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
        if (Math.abs(sum - 1) > 1e-9 || shares.stream().anyMatch(share -> !(share >= 0))) {
            throw new IllegalArgumentException("Shares are non-negative and sum to 1, not " + shares);
        }
    }

    /// The observed shares; empty when the row has no answer.
    public static Optional<SoftLabel> of(CountTable counts, int row) {
        return counts.rowTotal(row) == 0 ? Optional.empty() : Optional.of(shares(counts, row, 0));
    }

    /// The mean of the Dirichlet posterior with the same pseudo-count for every option: (C + a) / (n +
    /// K·a). Defined for a row without answers too, where it is uniform.
    public static SoftLabel smoothed(CountTable counts, int row, double pseudoCount) {
        if (!(pseudoCount > 0)) {
            throw new IllegalArgumentException("A Dirichlet pseudo-count is above 0, not " + pseudoCount);
        }
        return shares(counts, row, pseudoCount);
    }

    private static SoftLabel shares(CountTable counts, int row, double pseudoCount) {
        int options = counts.options().size();
        List<Double> shares = new ArrayList<>(options);
        for (int k = 0; k < options; k++) {
            shares.add((counts.count(row, k) + pseudoCount) / (counts.rowTotal(row) + options * pseudoCount));
        }
        return new SoftLabel(shares);
    }
}
