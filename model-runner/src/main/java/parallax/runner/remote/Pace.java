package parallax.runner.remote;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// How many requests run at once, and how soon one may begin after another. A waiting thread can be
/// interrupted and then takes nobody's place.
final class Pace {
    private static final long MINUTE_NS = 60_000_000_000L;

    private final Semaphore places;
    private final ReentrantLock next = new ReentrantLock(true);
    private final long intervalNs;
    private final Time time;
    private long beginNs;

    /// What the pace is measured by.
    interface Time {
        /// The machine's own.
        Time REAL = new Time() {
            @Override
            public long nowNs() {
                return System.nanoTime();
            }

            @Override
            public void sleep(long ns) throws InterruptedException {
                Thread.sleep(Duration.ofNanos(ns));
            }
        };

        /// Nanoseconds since some fixed moment.
        long nowNs();

        void sleep(long ns) throws InterruptedException;
    }

    /// @param perMinute the most requests in a minute, spaced evenly; 0: no limit
    Pace(int concurrent, int perMinute, Time time) {
        this.places = new Semaphore(concurrent, true);
        this.intervalNs = perMinute == 0 ? 0 : MINUTE_NS / perMinute;
        this.time = time;
        this.beginNs = time.nowNs();
    }

    /// Waits for a place among the running requests.
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
            time.sleep(Math.max(0, beginNs - time.nowNs()));
            beginNs = time.nowNs() + intervalNs;
        } finally {
            next.unlock();
        }
    }
}
