package parallax.analytics.resampling;

/// How a p-value is read off a permutation null.
public enum PermutationRule {
    /// Two-sided, (as extreme or more + 1)/(replicates + 1) a side: never 0.
    ADD_ONE("add-one"),
    /// Two-sided over every distinct assignment, the observed one among them.
    EXACT("exact"),
    /// The share strictly beyond the observed value on its side of the null's median, as GRASP §3.3 has
    /// it. One-sided, and it can be 0.
    GRASP("grasp");

    private final String label;

    PermutationRule(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
