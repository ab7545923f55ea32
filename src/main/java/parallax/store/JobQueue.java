package parallax.store;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/// Where a process carries out the jobs of one kind, one at a time and on a thread of their own, until none waits.
public final class JobQueue {
    private final boolean works;
    private final BooleanSupplier next;
    private final ExecutorService thread;
    private volatile boolean stopping;

    /// @param kind the thread's name
    /// @param works whether this process has the role; without it nothing is ever begun
    /// @param next carries out the next job, and says whether there was one
    public JobQueue(String kind, boolean works, BooleanSupplier next) {
        this.works = works;
        this.next = next;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(kind).factory());
    }

    /// Whether this process has the role.
    public boolean works() {
        return works;
    }

    /// Looks for jobs at once.
    public void nudge() {
        if (works && !stopping) {
            thread.execute(() -> {
                while (!stopping && next.getAsBoolean()) {}
            });
        }
    }

    /// Whether the process ends: what is under way is to let go of its job.
    public boolean isStopping() {
        return stopping;
    }

    public void stop() {
        stopping = true;
        thread.shutdownNow();
    }
}
