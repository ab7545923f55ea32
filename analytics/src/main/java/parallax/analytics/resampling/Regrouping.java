package parallax.analytics.resampling;

/// Numbered assignments of raters to groups, each the observed groups handed round among raters.
sealed interface Regrouping permits ShuffledRegrouping, ReplayedRegrouping, EnumeratedRegrouping {

    /// How many assignments there are.
    int replicates();

    /// Writes the group of every rater in one assignment. Depends on the number alone; safe from several
    /// threads.
    void fill(int replicate, int[] groupOf);

    /// How p-values follow from these assignments.
    PermutationRule rule();
}
