package parallax.analytics.aggregation;

/// How long and how often a model is fitted.
///
/// @param restarts  starting points, of which the likeliest end is kept, at least 1
/// @param mostRounds rounds after which a restart ends even if still changing
/// @param tolerance a restart has converged when its log-likelihood changes by less than this share of
///     itself
/// @param seed      where the starting points come from
public record Fitting(int restarts, int mostRounds, double tolerance, long seed) {

    public Fitting {
        if (restarts < 1 || mostRounds < 1 || !(tolerance >= 0)) {
            throw new IllegalArgumentException("Fitting needs restarts and rounds, not " + restarts + " and "
                    + mostRounds + " to a tolerance of " + tolerance);
        }
    }

    /// Five restarts to convergence.
    public static Fitting seeded(long seed) {
        return new Fitting(5, 1000, 1e-10, seed);
    }

    /// The most rounds of all restarts together.
    long allRounds() {
        return (long) restarts * mostRounds;
    }

    boolean converged(double before, double after) {
        return Math.abs(after - before) <= tolerance * Math.abs(after);
    }
}
