package parallax.study;

/// What comes between the items that a rater is asked to judge.
///
/// @param attentionEvery one in so many items is an attention item; 0 for none
/// @param repeatEvery one in so many is an item that the rater judged before; 0 for none
/// @param repeatAfter how many others the rater judges at least before an item comes again
public record Insertions(int attentionEvery, int repeatEvery, int repeatAfter) {
    public static final Insertions NONE = new Insertions(0, 0, 5);

    /// Between two items there is room for one.
    public static final int FEWEST = 2;

    public static final int MOST = 10_000;

    public Insertions {
        requireRate("attention items", attentionEvery);
        requireRate("repeats", repeatEvery);
        if (repeatAfter < 1 || repeatAfter > MOST) {
            throw new IllegalArgumentException("An item comes again after 1 to " + MOST + " others.");
        }
    }

    private static void requireRate(String what, int every) {
        if (every != 0 && (every < FEWEST || every > MOST)) {
            throw new IllegalArgumentException(
                    "One in " + FEWEST + " to " + MOST + " items can be " + what + ", or none (0).");
        }
    }

    /// How many attention items come to what a rater is asked to judge.
    public int attentionAmong(int items) {
        return attentionEvery == 0 ? 0 : items / attentionEvery;
    }

    /// How many of a kind a rater should have been given when they are given the next item: one in every so
    /// many, at a place that nobody can foretell, and never the first.
    ///
    /// @param every one in so many; 0 for none
    /// @param given how many items they were given before
    /// @param seed whose place in each block it is
    public static int owed(int every, int given, long seed) {
        if (every == 0 || given == 0) {
            return 0;
        }
        int begun = given / every;
        return begun + (given % every >= place(every, begun, seed) ? 1 : 0);
    }

    /// Where in a block it comes, from 0; in the first block from 1.
    private static int place(int every, int block, long seed) {
        long mixed = (seed * 1_000_003 + block) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        mixed *= 0xD6E8FEB86659FD93L;
        mixed ^= mixed >>> 29;
        int least = block == 0 ? 1 : 0;
        return least + (int) Math.floorMod(mixed, (long) every - least);
    }
}
