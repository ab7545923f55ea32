package parallax.runner.command;

import java.util.Arrays;

/// How fast this machine reads memory: the best of a few passes over arrays larger than its caches, on
/// all processors.
public final class MemoryBandwidth {
    private static final int LONGS_PER_THREAD = 16 << 20;
    private static final int PASSES = 8;

    @SuppressWarnings("UnusedVariable") // what is written somewhere has to be computed
    private static volatile long sink;

    private MemoryBandwidth() {}

    public static double measuredBytesPerSecond() {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), 8);
        long[][] arrays = new long[threads][LONGS_PER_THREAD];
        double best = 0;
        for (int pass = 0; pass < PASSES; pass++) {
            long started = System.nanoTime();
            sink = Arrays.stream(arrays)
                    .parallel()
                    .mapToLong(MemoryBandwidth::sum)
                    .sum();
            best = Math.max(
                    best, (double) threads * LONGS_PER_THREAD * Long.BYTES * 1e9 / (System.nanoTime() - started));
        }
        return best;
    }

    /// Integers may be added in any order, so that the compiler adds several at once and reading takes
    /// most of the time.
    private static long sum(long[] array) {
        long sum = 0;
        for (long value : array) {
            sum += value;
        }
        return sum;
    }
}
