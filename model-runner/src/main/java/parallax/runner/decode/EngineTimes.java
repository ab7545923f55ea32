package parallax.runner.decode;

import java.util.concurrent.atomic.LongAdder;

/// Where an engine's time goes. Counted for graphs with a shared cache; elsewhere only the steps are.
public final class EngineTimes {
    private final LongAdder stepNs = new LongAdder();
    private final LongAdder runNs = new LongAdder();
    private final LongAdder prefillTokens = new LongAdder();

    EngineTimes() {}

    void addStep(long ns) {
        stepNs.add(ns);
    }

    void addRun(long ns) {
        runNs.add(ns);
    }

    void addPrefill(long tokens) {
        prefillTokens.add(tokens);
    }

    /// Nanoseconds of work in all: model runs, sampling, text, bookkeeping.
    public long stepNs() {
        return stepNs.sum();
    }

    /// Nanoseconds of them inside model runs, handing tensors over included.
    public long runNs() {
        return runNs.sum();
    }

    /// Prompt tokens that were computed rather than taken from the cache.
    public long prefillTokens() {
        return prefillTokens.sum();
    }
}
