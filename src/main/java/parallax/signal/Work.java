package parallax.signal;

import java.util.Arrays;
import java.util.OptionalDouble;

/// What a rater did, item after item in the order in which they judged them: as much of it as signals look at.
/// Nothing of what others answered.
final class Work {
    private int[] characters = new int[32];
    private long[] activeMs = new long[32];
    private int timed;
    private int items;
    private byte[] last = new byte[0];
    private int run;
    private int longestRun;

    /// @param length of the item in characters
    /// @param ms how long the rater was active on it; negative where that is not known
    /// @param answers equal where every question got the same answer
    void add(int length, long ms, byte[] answers) {
        items++;
        run = run > 0 && Arrays.equals(last, answers) ? run + 1 : 1;
        longestRun = Math.max(longestRun, run);
        last = answers;
        if (ms >= 0) {
            if (timed == activeMs.length) {
                characters = Arrays.copyOf(characters, 2 * timed);
                activeMs = Arrays.copyOf(activeMs, 2 * timed);
            }
            characters[timed] = length;
            activeMs[timed++] = ms;
        }
    }

    int items() {
        return items;
    }

    /// The longest run of items in a row with the same answers to every question; 0 before the first.
    int longestRun() {
        return longestRun;
    }

    OptionalDouble shareOfFast() {
        return OwnPace.shareOfFast(Arrays.copyOf(characters, timed), Arrays.copyOf(activeMs, timed));
    }
}
