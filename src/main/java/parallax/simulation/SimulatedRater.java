package parallax.simulation;

import java.util.Map;

/// One member of a simulated population.
///
/// @param number from 1; what they are like follows from it and the seed
/// @param groups the group they belong to on each axis, by the axis's code; an axis they declined is absent
public record SimulatedRater(int number, Map<String, String> groups) {
    public SimulatedRater {
        groups = Map.copyOf(groups);
        if (number < 1) {
            throw new IllegalArgumentException("raters are numbered from 1, not " + number);
        }
    }
}
