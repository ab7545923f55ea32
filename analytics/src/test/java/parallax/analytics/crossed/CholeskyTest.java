package parallax.analytics.crossed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Factors of sizes around those of the blocks and tiles, multiplied out again.
class CholeskyTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 63, 64, 65, 255, 257, 330})
    void factor_solution_and_inverse_are_those_of_the_matrix(int size) {
        Random random = new Random(size);
        double[][] matrix = positive(size, random);
        Cholesky factor = Cholesky.of(lowerByColumns(matrix));
        double logDeterminant = 0;
        double[] b = random.doubles(size).toArray();
        double[] solved = b.clone();
        factor.solve(solved);
        double[][] inverse = factor.inverse();
        for (int i = 0; i < size; i++) {
            logDeterminant += 2 * Math.log(factor.at(i, i));
            double product = 0;
            for (int j = 0; j < size; j++) {
                product += matrix[i][j] * solved[j];
                double entry = 0;
                double one = 0;
                for (int k = 0; k < size; k++) {
                    entry += k <= Math.min(i, j) ? factor.at(i, k) * factor.at(j, k) : 0;
                    one += matrix[i][k] * inverse[k][j];
                }
                assertEquals(matrix[i][j], entry, 1e-9 * size, "L L'");
                assertEquals(i == j ? 1 : 0, one, 1e-9, "inverse");
            }
            assertEquals(b[i], product, 1e-9, "solution");
        }
        assertEquals(logDeterminant, factor.logDeterminant(), 1e-9);
    }

    /// L'⁻¹ times normal numbers has the inverse as its covariance: backward is half of solve.
    @Test
    void backward_is_the_second_half_of_a_solution() {
        double[][] matrix = positive(70, new Random(4));
        Cholesky factor = Cholesky.of(lowerByColumns(matrix));
        double[] b = new Random(5).doubles(70).toArray();
        double[] forwardOnly = new double[70];
        for (int i = 0; i < 70; i++) {
            double sum = b[i];
            for (int k = 0; k < i; k++) {
                sum -= factor.at(i, k) * forwardOnly[k];
            }
            forwardOnly[i] = sum / factor.at(i, i);
        }
        factor.backward(forwardOnly);
        double[] solved = b.clone();
        factor.solve(solved);
        for (int i = 0; i < 70; i++) {
            assertEquals(solved[i], forwardOnly[i], 1e-12);
        }
    }

    @Test
    void what_is_not_positive_definite_has_no_factor() {
        assertThrows(ArithmeticException.class, () -> Cholesky.of(2, new double[] {1, 2, 2, 1}));
        assertThrows(ArithmeticException.class, () -> Cholesky.of(1, new double[] {Double.NaN}));
    }

    private static double[][] positive(int size, Random random) {
        double[][] root = new double[size][];
        Arrays.setAll(root, i -> random.doubles(size, -1, 1).toArray());
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix[i][j] = i == j ? 1 : 0;
                for (int k = 0; k < size; k++) {
                    matrix[i][j] += root[i][k] * root[j][k];
                }
            }
        }
        return matrix;
    }

    /// Above the diagonal stands what nothing may read.
    private static double[][] lowerByColumns(double[][] matrix) {
        double[][] columns = new double[matrix.length][matrix.length];
        for (int j = 0; j < matrix.length; j++) {
            for (int i = 0; i < matrix.length; i++) {
                columns[j][i] = i < j ? 1e6 : matrix[i][j];
            }
        }
        return columns;
    }
}
