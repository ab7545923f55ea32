package parallax.analytics.resampling;

/// Logarithms and reciprocals of whole numbers, looked up: a permutation test asks for the same few
/// millions of times.
final class Logarithms {
    /// Larger products than this are computed each time.
    private static final int MOST_PRODUCTS = 1 << 17;

    /// ln n, and 0 for n = 0.
    final double[] ln;

    /// n ln n, and 0 for n = 0.
    final double[] nLnN;

    /// 1/n, and 0 for n = 0.
    final double[] inverse;

    /// ln(n + pseudo-count).
    final double[] smoothed;

    /// ln(n + K · pseudo-count).
    final double[] smoothedTotal;

    private final double[] products;

    /// @param most the most answers that any item has
    Logarithms(int most, int options, double pseudoCount) {
        ln = new double[most + 1];
        nLnN = new double[most + 1];
        inverse = new double[most + 1];
        smoothed = new double[most + 1];
        smoothedTotal = new double[most + 1];
        for (int n = 0; n <= most; n++) {
            ln[n] = n == 0 ? 0 : Math.log(n);
            nLnN[n] = n * ln[n];
            inverse[n] = n == 0 ? 0 : 1.0 / n;
            smoothed[n] = Math.log(n + pseudoCount);
            smoothedTotal[n] = Math.log(n + options * pseudoCount);
        }
        products = new double[(int) Math.min((long) most * most / 2 + 1, MOST_PRODUCTS)];
        for (int z = 1; z < products.length; z++) {
            products[z] = z * Math.log(z);
        }
    }

    /// z ln z for a product of counts.
    double ofProduct(long z) {
        return z < products.length ? products[(int) z] : z * Math.log((double) z);
    }
}
