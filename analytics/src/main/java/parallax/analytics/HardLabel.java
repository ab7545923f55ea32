package parallax.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The plurality option of an item, with its ties kept.
///
/// @param options the positions of every option chosen most often, in declared order; never empty
public record HardLabel(List<Integer> options) {

    public HardLabel {
        options = List.copyOf(options);
        if (options.isEmpty()) {
            throw new IllegalArgumentException("A hard label names at least one option");
        }
    }

    /// The most chosen options; empty when the row has no answer.
    public static Optional<HardLabel> of(CountTable counts, int row) {
        List<Integer> most = new ArrayList<>();
        int best = 1;
        for (int k = 0; k < counts.options().size(); k++) {
            int count = counts.count(row, k);
            if (count > best) {
                most.clear();
                best = count;
            }
            if (count == best) {
                most.add(k);
            }
        }
        return most.isEmpty() ? Optional.empty() : Optional.of(new HardLabel(most));
    }

    public boolean isTied() {
        return options.size() > 1;
    }

    /// The tied option declared first: the rule that turns a tie into one label.
    public int first() {
        return options.get(0);
    }
}
