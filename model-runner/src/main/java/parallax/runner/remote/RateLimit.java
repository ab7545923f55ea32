package parallax.runner.remote;

/// Spaces requests evenly over a minute.
final class RateLimit {
    private static final long MINUTE_NS = 60_000_000_000L;

    private final long intervalNs;
    private long nextNs = System.nanoTime();

    /// @param perMinute the most requests in a minute; 0: no limit
    RateLimit(int perMinute) {
        this.intervalNs = perMinute == 0 ? 0 : MINUTE_NS / perMinute;
    }

    /// Waits for the next free moment.
    void await() throws InterruptedException {
        long waitNs;
        synchronized (this) {
            long now = System.nanoTime();
            waitNs = Math.max(0, nextNs - now);
            nextNs = Math.max(now, nextNs) + intervalNs;
        }
        if (waitNs > 0) {
            Thread.sleep(java.time.Duration.ofNanos(waitNs));
        }
    }
}
