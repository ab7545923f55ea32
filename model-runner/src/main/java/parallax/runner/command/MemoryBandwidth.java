package parallax.runner.command;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;

/// How fast this machine reads memory: the best of a few passes over a buffer larger than its caches, on
/// all processors.
public final class MemoryBandwidth {
    private static final long BYTES = 256L << 20;
    private static final int PASSES = 5;
    private static volatile long sink;

    private MemoryBandwidth() {}

    public static double measuredBytesPerSecond() {
        int threads = Runtime.getRuntime().availableProcessors();
        try (Arena arena = Arena.ofShared()) {
            MemorySegment buffer = arena.allocate(BYTES, 64);
            buffer.fill((byte) 1);
            double best = 0;
            for (int pass = 0; pass < PASSES; pass++) {
                long started = System.nanoTime();
                sink = IntStream.range(0, threads)
                        .parallel()
                        .mapToLong(
                                thread -> sum(buffer, BYTES / 8 * thread / threads, BYTES / 8 * (thread + 1) / threads))
                        .sum();
                best = Math.max(best, BYTES * 1e9 / (System.nanoTime() - started));
            }
            return best;
        }
    }

    /// Four sums at once, so that reading and not adding is what takes time.
    private static long sum(MemorySegment buffer, long from, long to) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        for (long i = from; i + 3 < to; i += 4) {
            a += buffer.getAtIndex(ValueLayout.JAVA_LONG, i);
            b += buffer.getAtIndex(ValueLayout.JAVA_LONG, i + 1);
            c += buffer.getAtIndex(ValueLayout.JAVA_LONG, i + 2);
            d += buffer.getAtIndex(ValueLayout.JAVA_LONG, i + 3);
        }
        return a + b + c + d;
    }
}
