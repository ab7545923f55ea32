package parallax.runner.decode.sampling;

/// Reading a row of logits.
final class Logits {
    private static final int BLOCK = 1024;

    /// exp(−512) ≈ 10⁻²²³ stands for everything smaller.
    private static final double SMALLEST_EXPONENT = -0.5;

    private static final double C2 = 1.0 / 2;
    private static final double C3 = 1.0 / 6;
    private static final double C4 = 1.0 / 24;
    private static final double C5 = 1.0 / 120;
    private static final double C6 = 1.0 / 720;
    private static final double C7 = 1.0 / 5040;

    private Logits() {}

    /// The largest value. Four running maxima, so that none has to wait for another.
    ///
    /// @throws ArithmeticException if it, or any value, is not a number, or is infinite
    static float largest(float[] row) {
        float a = Float.NEGATIVE_INFINITY;
        float b = a;
        float c = a;
        float d = a;
        int whole = row.length & -4;
        for (int i = 0; i < whole; i += 4) {
            a = Math.max(a, row[i]);
            b = Math.max(b, row[i + 1]);
            c = Math.max(c, row[i + 2]);
            d = Math.max(d, row[i + 3]);
        }
        for (int i = whole; i < row.length; i++) {
            a = Math.max(a, row[i]);
        }
        float largest = Math.max(Math.max(a, b), Math.max(c, d));
        if (!Float.isFinite(largest)) {
            throw new ArithmeticException("the model's output is not a number; its weights overflow in this precision");
        }
        return largest;
    }

    /// Index of the largest value; of equal ones, the first.
    ///
    /// @throws ArithmeticException if any is not a number
    static int mostLikely(float[] row) {
        float largest = largest(row);
        int index = 0;
        while (row[index] != largest) {
            index++;
        }
        return index;
    }

    /// log Σ exp(row), computed around the largest value.
    static double logSumExp(float[] row) {
        float max = largest(row);
        double sum = 0;
        for (float logit : row) {
            sum += Math.exp(logit - max);
        }
        return max + Math.log(sum);
    }

    /// exp((row − largest) / temperature) `[vocabulary]`; the relative error is below 10⁻⁹ down to
    /// exp(−100), and the largest has exactly 1.
    ///
    /// exp(x) = exp(x/1024)¹⁰²⁴, the inner one by Taylor's series to the seventh power: plain
    /// arithmetic, which the compiler turns into vector instructions; a third of the time of
    /// [Math#exp].
    ///
    /// @return their sum
    static double weights(float[] row, double temperature, double[] into) {
        float largest = largest(row);
        double[] sums = new double[BLOCK];
        for (int from = 0; from < row.length; from += BLOCK) {
            int to = Math.min(from + BLOCK, row.length);
            for (int i = from; i < to; i++) {
                into[i] = row[i];
            }
            exponentiate(into, from, to, largest, 1 / (1024 * temperature));
            for (int i = from; i < to; i++) {
                sums[i - from] += into[i];
            }
        }
        double sum = 0;
        for (double part : sums) {
            sum += part;
        }
        return sum;
    }

    private static void exponentiate(double[] values, int from, int to, double largest, double scale) {
        for (int i = from; i < to; i++) {
            double x = Math.max((values[i] - largest) * scale, SMALLEST_EXPONENT);
            double e = 1 + x * (1 + x * (C2 + x * (C3 + x * (C4 + x * (C5 + x * (C6 + x * C7))))));
            double e4 = e * e * (e * e);
            double e16 = e4 * e4 * (e4 * e4);
            double e64 = e16 * e16 * (e16 * e16);
            double e256 = e64 * e64 * (e64 * e64);
            values[i] = e256 * e256 * (e256 * e256);
        }
    }

    /// Indices of the k largest values, largest first; equal ones in order of their index.
    static int[] top(float[] row, int k) {
        int count = Math.min(k, row.length);
        int[] heap = new int[count];
        int size = 0;
        for (int i = 0; i < row.length; i++) {
            if (size < count) {
                heap[size] = i;
                siftUp(heap, size++, row);
            } else if (count > 0 && before(row, i, heap[0])) {
                heap[0] = i;
                siftDown(heap, 0, size, row);
            }
        }
        int[] sorted = new int[size];
        for (int at = size - 1; at >= 0; at--) {
            sorted[at] = heap[0];
            heap[0] = heap[at];
            siftDown(heap, 0, at, row);
        }
        return sorted;
    }

    /// Whether index a ranks before b.
    private static boolean before(float[] row, int a, int b) {
        return row[a] > row[b] || (row[a] == row[b] && a < b);
    }

    /// The heap's root is the index that ranks last.
    private static void siftUp(int[] heap, int start, float[] row) {
        int at = start;
        while (at > 0 && before(row, heap[(at - 1) / 2], heap[at])) {
            swap(heap, at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private static void siftDown(int[] heap, int start, int size, float[] row) {
        int at = start;
        while (true) {
            int last = at;
            for (int child = 2 * at + 1; child <= 2 * at + 2; child++) {
                if (child < size && before(row, heap[last], heap[child])) {
                    last = child;
                }
            }
            if (last == at) {
                return;
            }
            swap(heap, at, last);
            at = last;
        }
    }

    private static void swap(int[] array, int a, int b) {
        int kept = array[a];
        array[a] = array[b];
        array[b] = kept;
    }
}
