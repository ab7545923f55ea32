package parallax.runner.decode;

/// Reading a row of logits.
final class Logits {
    private Logits() {}

    /// Index of the largest value, the first of equals.
    static int mostLikely(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            if (row[i] > row[best]) {
                best = i;
            }
        }
        return best;
    }

    /// log Σ exp(row), computed around the largest value.
    static double logSumExp(float[] row) {
        float max = row[mostLikely(row)];
        double sum = 0;
        for (float logit : row) {
            sum += Math.exp(logit - max);
        }
        return max + Math.log(sum);
    }

    /// Indices of the k largest values, largest first, equals in order of index.
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
