package parallax.simulation;

import java.util.List;

/// Random numbers that belong to names: the same seed and words give the same number, in whatever order and
/// on whichever thread they are asked for.
///
/// The words are hashed (FNV-1a, 64 bits) and the hash is mixed by the finaliser of SplitMix64.
///
/// @see <https://doi.org/10.1145/2660193.2660195> Steele, Lea, Flood 2014, section 3 (SplitMix64)
record Draws(long seed) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double UNIT = 0x1.0p-53;

    /// Between 0 and 1, without either.
    double uniform(Object... words) {
        return ((bits(words) >>> 11) + 0.5) * UNIT;
    }

    /// Mean 0, standard deviation 1, by Box and Muller's transformation.
    double normal(Object... words) {
        long bits = bits(words);
        double first = ((mixed(bits) >>> 11) + 0.5) * UNIT;
        double second = ((mixed(~bits) >>> 11) + 0.5) * UNIT;
        return Math.sqrt(-2 * Math.log(first)) * Math.cos(2 * Math.PI * second);
    }

    /// One of them, each as likely as the others.
    <T> T choice(List<T> from, Object... words) {
        return from.get((int) (uniform(words) * from.size()));
    }

    private long bits(Object... words) {
        long hash = FNV_OFFSET ^ mixed(seed);
        for (Object word : words) {
            String text = word.toString();
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * FNV_PRIME;
            }
            // ends the word, so that "ab", "c" and "a", "bc" differ
            hash = (hash ^ 0xffff) * FNV_PRIME;
        }
        return mixed(hash);
    }

    private static long mixed(long z) {
        long first = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
        return second ^ (second >>> 31);
    }
}
