package parallax.runner.decode.sampling;

/// Random numbers without a state: each is a function of (seed, prompt, sample, position), so that a
/// sample draws the same numbers whatever runs beside it, and in any order.
///
/// Every key is absorbed by one round of the SplitMix64 output function.
///
/// @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood 2014, section 3:
///     SplitMix64's mix64</a>
public final class RandomNumbers {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long key;

    public RandomNumbers(long seed, long prompt, int sample) {
        this.key = absorb(absorb(absorb(0, seed), prompt), sample);
    }

    /// The number for a position of the reply, uniform in [0, 1) with 53 random bits.
    public double at(int position) {
        return (absorb(key, position) >>> 11) * 0x1.0p-53;
    }

    private static long absorb(long state, long value) {
        return mix(mix(state + GOLDEN) ^ mix(value + 2 * GOLDEN));
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
