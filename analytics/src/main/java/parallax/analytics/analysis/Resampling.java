package parallax.analytics.analysis;

/// How an analysis draws at random.
///
/// @param permutations replicates of the permutation test, 0 for none
/// @param bootstrap    replicates of the crossed bootstrap, 0 for none
/// @param seed         where every random draw comes from
/// @param pRule        how p-values are read off the permutations
public record Resampling(int permutations, int bootstrap, long seed, PRule pRule) {

    /// How p-values are read off the permutations.
    public enum PRule {
        /// Twice the smaller side, never 0: see [parallax.analytics.resampling.NullDistribution#p()].
        TWO_SIDED,
        /// GRASP's strict share beyond, which can be 0: see [parallax.analytics.resampling.NullDistribution#pGrasp()].
        GRASP
    }

    public Resampling {
        if (permutations < 0 || bootstrap < 0) {
            throw new IllegalArgumentException(
                    "Permutations and bootstrap replicates are 0 or more, not " + permutations + " and " + bootstrap);
        }
    }

    /// 1,000 permutations and 2,000 bootstrap replicates from seed 1, with two-sided p-values.
    public static Resampling standard() {
        return new Resampling(1000, 2000, 1, PRule.TWO_SIDED);
    }

    /// So many replicates from seed 1, with two-sided p-values.
    public static Resampling of(int permutations, int bootstrap) {
        return new Resampling(permutations, bootstrap, 1, PRule.TWO_SIDED);
    }
}
