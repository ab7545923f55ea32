package parallax.runner.remote;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// How many requests run at once, and how fast one begins after another. Whoever waits can be interrupted and
/// then takes nobody's place.
final class Pace {
    private static final long MINUTE_NS = 60_000_000_000L;

    private final Semaphore places;
    private final ReentrantLock next = new ReentrantLock(true);
    private final long intervalNs;
    private long beginNs = System.nanoTime();

    /// @param perMinute the most requests in a minute, spaced evenly; 0: no limit
    Pace(int concurrent, int perMinute) {
        this.places = new Semaphore(concurrent, true);
        this.intervalNs = perMinute == 0 ? 0 : MINUTE_NS / perMinute;
    }

    /// Waits for a place among those that run.
    void enter() throws InterruptedException {
        places.acquire();
    }

    void leave() {
        places.release();
    }

    /// Waits until a request may begin.
    void awaitBegin() throws InterruptedException {
        next.lockInterruptibly();
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, beginNs - System.nanoTime())));
            beginNs = System.nanoTime() + intervalNs;
        } finally {
            next.unlock();
        }
    }
}
