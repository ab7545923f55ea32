package parallax.runner.decode;

import java.util.concurrent.atomic.LongAdder;

/// Where an engine's time goes. All of it is counted for graphs with a shared cache; for others, only
/// steps and sampling.
public final class EngineTimes {
    private final LongAdder stepNs = new LongAdder();
    private final LongAdder prefillNs = new LongAdder();
    private final LongAdder decodeNs = new LongAdder();
    private final LongAdder samplingNs = new LongAdder();
    private final LongAdder prefillTokens = new LongAdder();
    private final LongAdder decodeTokens = new LongAdder();

    EngineTimes() {}

    /// @param stepNs nanoseconds of work in all: model runs, sampling, text, bookkeeping
    /// @param prefillNs of them inside model runs that read prompts
    /// @param decodeNs of them inside model runs that carry replies on
    /// @param samplingNs of them drawing tokens, reading logits included
    /// @param prefillTokens prompt tokens that were computed rather than taken from the cache
    /// @param decodeTokens tokens of replies that were read by the model
    public record Totals(
            long stepNs, long prefillNs, long decodeNs, long samplingNs, long prefillTokens, long decodeTokens) {
        /// What came after an earlier reading.
        public Totals since(Totals earlier) {
            return new Totals(
                    stepNs - earlier.stepNs,
                    prefillNs - earlier.prefillNs,
                    decodeNs - earlier.decodeNs,
                    samplingNs - earlier.samplingNs,
                    prefillTokens - earlier.prefillTokens,
                    decodeTokens - earlier.decodeTokens);
        }

        /// The share of the time outside model runs and sampling, in `[0, 1]`.
        public double outsideShare() {
            return 1 - (double) (prefillNs + decodeNs + samplingNs) / stepNs;
        }
    }

    void addStep(long ns) {
        stepNs.add(ns);
    }

    void addPrefill(long ns, long tokens) {
        prefillNs.add(ns);
        prefillTokens.add(tokens);
    }

    void addDecode(long ns, long tokens) {
        decodeNs.add(ns);
        decodeTokens.add(tokens);
    }

    void addSampling(long ns) {
        samplingNs.add(ns);
    }

    public Totals totals() {
        return new Totals(
                stepNs.sum(),
                prefillNs.sum(),
                decodeNs.sum(),
                samplingNs.sum(),
                prefillTokens.sum(),
                decodeTokens.sum());
    }
}
