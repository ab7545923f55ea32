package parallax.runner.command;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import parallax.runner.Engine;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;

/// Sends requests to an engine, a bounded number ahead, and prints outcomes in order.
final class GenerationRun {
    private static final int AHEAD = 512;
    private static final long REPORT_EVERY_NS = 10_000_000_000L;

    private final Engine engine;
    private final List<GenerationRequest> requests;
    private final ReplyWriter writer;
    private final PrintStream err;
    private final String command;
    private final CountDownLatch done = new CountDownLatch(1);
    private int written;
    private int failed;
    private boolean interrupted;

    /// @param command the command's name, which begins each line on `err`
    GenerationRun(
            Engine engine, List<GenerationRequest> requests, ReplyWriter writer, PrintStream err, String command) {
        this.engine = engine;
        this.requests = requests;
        this.writer = writer;
        this.err = err;
        this.command = command;
    }

    /// @return whether every request got its reply
    boolean run() {
        // On Ctrl-C the engine ends its replies; this keeps the process until they are reported.
        Thread patience = new Thread(this::awaitDone, "finish-output");
        Runtime.getRuntime().addShutdownHook(patience);
        if (!engine.notice().isEmpty()) {
            err.println(command + ": " + engine.notice());
        }
        try {
            sendAndPrint();
        } finally {
            done.countDown();
            removeHook(patience);
        }
        return failed == 0 && !interrupted;
    }

    private void awaitDone() {
        try {
            if (!done.await(10, TimeUnit.SECONDS)) {
                err.println(command + ": the output did not finish in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook runs and ends by itself.
        }
    }

    private void sendAndPrint() {
        Deque<PendingGeneration> running = new ArrayDeque<>();
        int next = 0;
        int index = 0;
        long reported = System.nanoTime();
        while (index < requests.size() && !interrupted) {
            while (next < requests.size() && running.size() < AHEAD && !interrupted) {
                try {
                    running.add(engine.submit(requests.get(next), writer.listener(next)));
                    next++;
                } catch (IllegalStateException closing) {
                    interrupted = true;
                }
            }
            if (running.isEmpty()) {
                break;
            }
            print(index++, running.remove());
            if (System.nanoTime() - reported > REPORT_EVERY_NS) {
                reported = System.nanoTime();
                err.println(command + ": " + index + " of " + requests.size() + " replies");
            }
        }
        if (interrupted) {
            err.println(command + ": interrupted; " + written + " of " + requests.size() + " replies are complete");
        }
    }

    private void print(int index, PendingGeneration pending) {
        Outcome outcome = pending.await();
        switch (outcome) {
            case Outcome.Failed problem -> {
                failed++;
                err.println(command + ": prompt " + pending.request().prompt() + ", sample "
                        + pending.request().sample() + ": " + problem.reason());
            }
            case Outcome.Generated generated -> {
                interrupted |= generated.finishReason() == FinishReason.CANCELLED;
                written += generated.finishReason() == FinishReason.CANCELLED ? 0 : 1;
            }
        }
        writer.finished(index, pending.request(), outcome);
    }
}
