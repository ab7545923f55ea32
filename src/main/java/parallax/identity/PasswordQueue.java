package parallax.identity;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Where passwords are hashed and compared, which takes long on purpose: on half of the processors, one after the
/// other, and with a short queue before them, so that nobody's tries take the machine away from raters.
@ApplicationScoped
public class PasswordQueue {
    private static final int WAITING = 32;

    private final ThreadPoolExecutor threads;

    public PasswordQueue() {
        int width = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.threads = new ThreadPoolExecutor(
                width,
                width,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("passwords-", 0).factory());
    }

    /// There are more waiting than there is room for.
    public static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1;

        Full() {
            super("too many passwords are being looked at");
        }
    }

    /// Waits for its turn, and for the end of the work.
    ///
    /// @throws Full at once, where the queue is
    <T> T run(Callable<T> work) {
        var end = new CompletableFuture<T>();
        try {
            threads.execute(() -> {
                try {
                    end.complete(work.call());
                } catch (Exception | Error failure) {
                    end.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException full) {
            throw new Full();
        }
        try {
            return end.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException ours) {
                throw ours;
            }
            throw failure;
        }
    }

    PasswordHash hash(String password) {
        return run(() -> PasswordHash.of(password));
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
