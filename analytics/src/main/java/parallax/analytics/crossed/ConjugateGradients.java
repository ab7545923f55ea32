package parallax.analytics.crossed;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What solves a symmetric positive definite matrix, without writing it down, in a few products with it where
/// the factor of one much like it is known.
///
/// @param like  that factor
/// @param times the matrix times a vector
/// @see "Hestenes, Stiefel 1952, Methods of conjugate gradients for solving linear systems"
record ConjugateGradients(Cholesky like, UnaryOperator<double[]> times) {
    private static final int MOST_PRODUCTS = 30;

    /// Of the first error, in the norm of the known factor's inverse, squared.
    private static final double SMALL = 1e-12;

    /// Null where the other matrix is not much like this one.
    double @Nullable [] solve(double[] right) {
        double[] solution = new double[right.length];
        double[] left = right.clone();
        double[] along = like.solved(left);
        double error = Laplace.dot(left, along);
        double enough = error * SMALL;
        for (int product = 0; error > enough; product++) {
            if (product == MOST_PRODUCTS) {
                return null;
            }
            double[] image = times.apply(along);
            double length = error / Laplace.dot(along, image);
            for (int r = 0; r < solution.length; r++) {
                solution[r] += length * along[r];
                left[r] -= length * image[r];
            }
            double[] next = like.solved(left);
            double before = error;
            error = Laplace.dot(left, next);
            for (int r = 0; r < solution.length; r++) {
                along[r] = next[r] + error / before * along[r];
            }
        }
        return solution;
    }
}
