package parallax.analytics.crossed;

import org.ojalgo.matrix.store.R064Store;

/// A symmetric positive definite matrix as L L', with L a lower triangle.
final class Cholesky {
    private final int size;

    /// L by columns.
    private final double[] lower;

    private Cholesky(int size, double[] lower) {
        this.size = size;
        this.lower = lower;
    }

    /// @param matrix both triangles, size × size
    /// @throws ArithmeticException where the matrix is not positive definite
    static Cholesky of(int size, double[] matrix) {
        var decomposition = org.ojalgo.matrix.decomposition.Cholesky.R064.make(size, size);
        boolean decomposed = decomposition.decompose(R064Store.wrap(matrix, size));
        if (!decomposed || !decomposition.isSPD()) {
            throw new ArithmeticException("a matrix of the crossed model is not positive definite");
        }
        return new Cholesky(size, decomposition.getL().toRawCopy1D());
    }

    /// log |L L'|.
    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += 2 * Math.log(lower[i * size + i]);
        }
        return sum;
    }

    /// L's element.
    double at(int row, int column) {
        return lower[column * size + row];
    }

    /// Turns b into (L L')⁻¹ b.
    void solve(double[] b) {
        for (int j = 0; j < size; j++) {
            int column = j * size;
            b[j] /= lower[column + j];
            for (int i = j + 1; i < size; i++) {
                b[i] -= lower[column + i] * b[j];
            }
        }
        backward(b);
    }

    /// Turns b into L'⁻¹ b: of standard normal numbers, numbers with covariance (L L')⁻¹.
    void backward(double[] b) {
        for (int j = size - 1; j >= 0; j--) {
            int column = j * size;
            double sum = b[j];
            for (int i = j + 1; i < size; i++) {
                sum -= lower[column + i] * b[i];
            }
            b[j] = sum / lower[column + j];
        }
    }

    /// (L L')⁻¹, both triangles.
    double[] inverse() {
        double[] inverse = new double[size * size];
        for (int j = 0; j < size; j++) {
            double[] column = new double[size];
            column[j] = 1;
            solve(column);
            System.arraycopy(column, 0, inverse, j * size, size);
        }
        return inverse;
    }
}
