package parallax.analytics;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;

/// Random generators that depend on a seed and a step's number alone, so that threads may share out steps
/// in any way.
public final class RandomStreams {
    private RandomStreams() {}

    public static UniformRandomProvider of(long seed, int step) {
        SplitMix64 start = new SplitMix64(new SplitMix64(seed).nextLong() + step);
        return new XoShiRo256PlusPlus(start.nextLong(), start.nextLong(), start.nextLong(), start.nextLong());
    }
}
