package parallax.analytics.resampling;

import java.util.Arrays;
import parallax.analytics.AnswerOptions;

/// What one group's metrics need from all items, added up item by item in one pass. The formulas are
/// those of the metrics' own files, rearranged so that nothing but sums is kept; a test holds the two
/// equal.
final class GroupSums {
    private static final double LN_2 = Math.log(2);

    final int options;
    final boolean ordered;
    final double[] steps;
    private final Logarithms logs;

    int pairableItems;
    int tiedItems;
    int commonItems;
    int unforeseenItems;
    int differingVotes;
    double entropy;
    double plurality;
    double agreement;
    double disagreement;
    double othersDisagreement;
    double across;
    double foretold;
    double foretoldSmoothed;
    double divergence;
    double variation;
    double transport;

    /// By option: all answers, those on items with one answer, and those on items that the others left
    /// out.
    final long[] answers;

    final long[] lone;
    final long[] unshared;

    /// By option, of everyone else: answers on items where they gave one, and on items that the group
    /// left out.
    final long[] othersLone;

    final long[] othersUnshared;
    final long[] votes;

    /// By pair of options c < k: Σ C_c·C_k/(n − 1).
    final double[] unlike;

    GroupSums(AnswerOptions options, boolean ordered, Logarithms logs) {
        this.options = options.size();
        this.ordered = ordered;
        this.logs = logs;
        steps = new double[this.options];
        for (int k = 0; k + 1 < this.options; k++) {
            steps[k] = options.values().get(k + 1) - options.values().get(k);
        }
        answers = new long[this.options];
        lone = new long[this.options];
        unshared = new long[this.options];
        othersLone = new long[this.options];
        othersUnshared = new long[this.options];
        votes = new long[this.options];
        unlike = new double[this.options * (this.options - 1) / 2];
    }

    void clear() {
        pairableItems = tiedItems = commonItems = unforeseenItems = differingVotes = 0;
        entropy = plurality = agreement = disagreement = othersDisagreement = 0;
        across = foretold = foretoldSmoothed = divergence = variation = transport = 0;
        Arrays.fill(answers, 0);
        Arrays.fill(lone, 0);
        Arrays.fill(unshared, 0);
        Arrays.fill(othersLone, 0);
        Arrays.fill(othersUnshared, 0);
        Arrays.fill(votes, 0);
        Arrays.fill(unlike, 0);
    }

    /// Adds what another group's or item's sums hold, so many times; −1 takes it away.
    void add(GroupSums other, int times) {
        pairableItems += times * other.pairableItems;
        tiedItems += times * other.tiedItems;
        commonItems += times * other.commonItems;
        unforeseenItems += times * other.unforeseenItems;
        differingVotes += times * other.differingVotes;
        entropy += times * other.entropy;
        plurality += times * other.plurality;
        agreement += times * other.agreement;
        disagreement += times * other.disagreement;
        othersDisagreement += times * other.othersDisagreement;
        across += times * other.across;
        foretold += times * other.foretold;
        foretoldSmoothed += times * other.foretoldSmoothed;
        divergence += times * other.divergence;
        variation += times * other.variation;
        transport += times * other.transport;
        for (int pair = 0; pair < unlike.length; pair++) {
            unlike[pair] += times * other.unlike[pair];
        }
        for (int k = 0; k < options; k++) {
            answers[k] += times * other.answers[k];
            lone[k] += times * other.lone[k];
            unshared[k] += times * other.unshared[k];
            othersLone[k] += times * other.othersLone[k];
            othersUnshared[k] += times * other.othersUnshared[k];
            votes[k] += times * other.votes[k];
        }
    }

    /// Adds an item.
    ///
    /// @param counts answers by group and option, this group's from `from`
    /// @param all    answers by option of all groups
    /// @param n      all answers to the item
    void add(int[] counts, int from, int[] all, int n) {
        int own = 0;
        int most = 0;
        int vote = 0;
        int tied = 0;
        long squares = 0;
        double nLnN = 0;
        for (int k = 0; k < options; k++) {
            int x = counts[from + k];
            own += x;
            squares += (long) x * x;
            nLnN += logs.nLnN[x];
            answers[k] += x;
            if (x > most) {
                most = x;
                vote = k;
                tied = 0;
            } else if (x == most) {
                tied = 1;
            }
        }
        if (own == 0) {
            addAbsence(all, n);
            return;
        }
        double inverse = logs.inverse[own];
        double itemEntropy = logs.ln[own] - nLnN * inverse;
        addPairs(counts, from, own, squares);
        if (own > 1) {
            tiedItems += tied;
            entropy += itemEntropy;
            plurality += most * inverse;
        }
        if (n > own) {
            addComparison(counts, from, all, own, n - own, vote, itemEntropy);
        } else {
            addTo(unshared, counts, from);
        }
    }

    private void addPairs(int[] counts, int from, int own, long squares) {
        if (own == 1) {
            addTo(lone, counts, from);
            return;
        }
        double differing = ((long) own * own - squares) * logs.inverse[own - 1];
        pairableItems++;
        disagreement += differing;
        agreement += 1 - differing * logs.inverse[own];
        if (ordered) {
            int pair = 0;
            for (int c = 0; c < options; c++) {
                double weight = counts[from + c] * logs.inverse[own - 1];
                for (int k = c + 1; k < options; k++) {
                    unlike[pair++] += weight * counts[from + k];
                }
            }
        }
    }

    private void addComparison(int[] counts, int from, int[] all, int r, int s, int vote, double itemEntropy) {
        long differing = 0;
        long apart = 0;
        long ahead = 0;
        double moved = 0;
        double nLnN = 0;
        double mixture = 0;
        double surprise = 0;
        double surpriseSmoothed = 0;
        long squares = 0;
        int foreseen = 0;
        int most = 0;
        int othersVote = 0;
        for (int k = 0; k < options; k++) {
            long x = counts[from + k];
            int y = all[k] - counts[from + k];
            long xs = x * s;
            long yr = (long) y * r;
            differing += x * (s - y);
            squares += (long) y * y;
            othersLone[k] += s == 1 ? y : 0;
            apart += Math.abs(xs - yr);
            ahead += xs - yr;
            moved += Math.abs(ahead) * steps[k];
            nLnN += logs.nLnN[y];
            mixture += logs.ofProduct(xs + yr);
            surprise += x * logs.ln[y];
            surpriseSmoothed += x * logs.smoothed[y];
            foreseen += y > 0 ? (int) x : 0;
            if (y > most) {
                most = y;
                othersVote = k;
            }
        }
        double inverse = logs.inverse[r] * logs.inverse[s];
        commonItems++;
        othersDisagreement += s > 1 ? ((long) s * s - squares) * logs.inverse[s - 1] : 0;
        unforeseenItems += foreseen < r ? 1 : 0;
        across += (r + s) * (differing * inverse);
        foretold += (surprise - foreseen * logs.ln[s]) * logs.inverse[r];
        foretoldSmoothed += surpriseSmoothed * logs.inverse[r] - logs.smoothedTotal[s];
        variation += apart * inverse / 2;
        transport += moved * inverse;
        double othersEntropy = logs.ln[s] - nLnN * logs.inverse[s];
        double midpointEntropy = LN_2 + logs.ln[r] + logs.ln[s] - mixture * inverse / 2;
        divergence += Math.max(0, midpointEntropy - (itemEntropy + othersEntropy) / 2);
        votes[vote]++;
        votes[othersVote]++;
        differingVotes += vote == othersVote ? 0 : 1;
    }

    /// An item that only the others answered.
    private void addAbsence(int[] all, int n) {
        long squares = 0;
        for (int k = 0; k < options; k++) {
            othersUnshared[k] += all[k];
            othersLone[k] += n == 1 ? all[k] : 0;
            squares += (long) all[k] * all[k];
        }
        othersDisagreement += n > 1 ? ((long) n * n - squares) * logs.inverse[n - 1] : 0;
    }

    private void addTo(long[] sums, int[] counts, int from) {
        for (int k = 0; k < options; k++) {
            sums[k] += counts[from + k];
        }
    }
}
