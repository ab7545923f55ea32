package parallax.analytics.crossed;

/// A symmetric positive definite matrix as L L', with L a lower triangle.
///
/// The sums of products of which a factor, its inverse and what it solves consist are taken eight
/// columns at a time over [#TILE] rows, which stay in a processor's nearest memory meanwhile and which
/// the virtual machine adds up several at once: it may where arrays are read at one index.
final class Cholesky {
    private static final int TILE = 256;
    private static final int BLOCK = 64;
    private static final int AT_ONCE = 8;

    /// L by columns; above the diagonal a column holds nothing that is read.
    private final double[][] lower;

    private Cholesky(double[][] lower) {
        this.lower = lower;
    }

    /// Factorises in place.
    ///
    /// @param columns the lower triangle by columns, which become the factor's
    /// @throws ArithmeticException where the matrix is not positive definite
    static Cholesky of(double[][] columns) {
        int size = columns.length;
        for (int first = 0; first < size; first += BLOCK) {
            int end = Math.min(size, first + BLOCK);
            for (int row = first; row < size; row += TILE) {
                less(columns, first, end, new Rows(row, Math.min(size, row + TILE)), columns, columns, 0, first);
            }
            for (int j = first; j < end; j++) {
                double[] column = columns[j];
                less(column, new Rows(j, size), columns, columns, j, first, j);
                if (!(column[j] > 0)) {
                    throw new ArithmeticException("a matrix of the crossed model is not positive definite");
                }
                double root = Math.sqrt(column[j]);
                for (int i = j; i < size; i++) {
                    column[i] /= root;
                }
            }
        }
        return new Cholesky(columns);
    }

    /// @param matrix the whole, or its lower triangle by columns, size × size
    static Cholesky of(int size, double[] matrix) {
        double[][] columns = new double[size][size];
        for (int j = 0; j < size; j++) {
            System.arraycopy(matrix, j * size, columns[j], 0, size);
        }
        return of(columns);
    }

    /// Rows of a target.
    private record Rows(int from, int to) {}

    /// The same for several targets, each with the factors of its own number.
    private static void less(
            double[][] targets,
            int firstTarget,
            int endTarget,
            Rows rows,
            double[][] sources,
            double[][] factors,
            int first,
            int end) {
        for (int k = first; k < end; k += AT_ONCE) {
            for (int at = firstTarget; at < endTarget; at++) {
                less(targets[at], rows, sources, factors, at, k, Math.min(end, k + AT_ONCE));
            }
        }
    }

    /// Takes the sum of sources, each times its factor at a place, from a target.
    private static void less(
            double[] target, Rows rows, double[][] sources, double[][] factors, int at, int first, int end) {
        int from = rows.from;
        int to = rows.to;
        int k = first;
        for (; k + AT_ONCE <= end; k += AT_ONCE) {
            double[] s0 = sources[k];
            double[] s1 = sources[k + 1];
            double[] s2 = sources[k + 2];
            double[] s3 = sources[k + 3];
            double[] s4 = sources[k + 4];
            double[] s5 = sources[k + 5];
            double[] s6 = sources[k + 6];
            double[] s7 = sources[k + 7];
            double f0 = factors[k][at];
            double f1 = factors[k + 1][at];
            double f2 = factors[k + 2][at];
            double f3 = factors[k + 3][at];
            double f4 = factors[k + 4][at];
            double f5 = factors[k + 5][at];
            double f6 = factors[k + 6][at];
            double f7 = factors[k + 7][at];
            for (int i = from; i < to; i++) {
                target[i] -= (f0 * s0[i] + f1 * s1[i] + (f2 * s2[i] + f3 * s3[i]))
                        + (f4 * s4[i] + f5 * s5[i] + (f6 * s6[i] + f7 * s7[i]));
            }
        }
        for (; k < end; k++) {
            double[] source = sources[k];
            double factor = factors[k][at];
            for (int i = from; i < to; i++) {
                target[i] -= factor * source[i];
            }
        }
    }

    /// log |L L'|.
    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < lower.length; i++) {
            sum += 2 * Math.log(lower[i][i]);
        }
        return sum;
    }

    /// L's element.
    double at(int row, int column) {
        return lower[column][row];
    }

    /// (L L')⁻¹ b.
    double[] solved(double[] b) {
        double[] solution = b.clone();
        solve(solution);
        return solution;
    }

    /// Turns b into (L L')⁻¹ b.
    void solve(double[] b) {
        for (int j = 0; j < b.length; j++) {
            double[] column = lower[j];
            double solved = b[j] / column[j];
            b[j] = solved;
            for (int i = j + 1; i < b.length; i++) {
                b[i] -= column[i] * solved;
            }
        }
        backward(b);
    }

    /// Turns b into L'⁻¹ b: of standard normal numbers, numbers with covariance (L L')⁻¹.
    void backward(double[] b) {
        for (int j = b.length - 1; j >= 0; j--) {
            double[] column = lower[j];
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            int i = j + 1;
            for (; i + 3 < b.length; i += 4) {
                sum0 += column[i] * b[i];
                sum1 += column[i + 1] * b[i + 1];
                sum2 += column[i + 2] * b[i + 2];
                sum3 += column[i + 3] * b[i + 3];
            }
            for (; i < b.length; i++) {
                sum0 += column[i] * b[i];
            }
            b[j] = (b[j] - (sum0 + sum1 + (sum2 + sum3))) / column[j];
        }
    }

    /// (L L')⁻¹ by rows, both triangles: X'X for X = L⁻¹.
    double[][] inverse() {
        int size = lower.length;
        double[][] x = inverseOfLower();
        double[][] inverse = new double[size][size];
        for (int from = 0; from < size; from += TILE) {
            Rows rows = new Rows(from, Math.min(size, from + TILE));
            for (int a = from; a < size; a += BLOCK) {
                less(inverse, a, Math.min(size, a + BLOCK), rows, x, x, a, size);
            }
        }
        for (int a = 0; a < size; a++) {
            for (int b = 0; b <= a; b++) {
                inverse[a][b] = -inverse[a][b];
                inverse[b][a] = inverse[a][b];
            }
        }
        return inverse;
    }

    /// X = L⁻¹ by rows: row i is (e(i) − Σ over k < i of L(i, k) times row k)/L(i, i).
    private double[][] inverseOfLower() {
        int size = lower.length;
        double[][] x = new double[size][size];
        for (int from = 0; from < size; from += TILE) {
            int to = Math.min(size, from + TILE);
            Rows rows = new Rows(from, to);
            for (int first = from; first < size; first += BLOCK) {
                int end = Math.min(size, first + BLOCK);
                less(x, first, end, rows, x, lower, from, first);
                for (int i = first; i < end; i++) {
                    if (i < to) {
                        x[i][i] = 1;
                    }
                    less(x[i], rows, x, lower, i, first, i);
                    double diagonal = lower[i][i];
                    for (int b = from; b < to; b++) {
                        x[i][b] /= diagonal;
                    }
                }
            }
        }
        return x;
    }
}
