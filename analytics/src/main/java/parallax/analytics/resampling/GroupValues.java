package parallax.analytics.resampling;

import java.util.List;
import parallax.analytics.AnswerOptions;
import parallax.analytics.metric.GroupAssociationIndex;
import parallax.analytics.metric.GroupMetric;

/// Turns one group's sums into its metrics; NaN where a metric is undefined.
final class GroupValues {
    private static final double LN_2 = Math.log(2);

    private final AnswerOptions scale;
    private final GroupSums own;
    private final int options;
    private final double[] chosen;
    private final double[] pairable;
    private final double[] others;
    private final double[] othersPairable;
    private final double[] shared;
    private final double[] othersShared;

    /// @param all answers of all groups by option
    GroupValues(AnswerOptions scale, GroupSums own, long[] all) {
        this.scale = scale;
        this.own = own;
        options = all.length;
        chosen = new double[options];
        pairable = new double[options];
        others = new double[options];
        othersPairable = new double[options];
        shared = new double[options];
        othersShared = new double[options];
        for (int k = 0; k < options; k++) {
            long rest = all[k] - own.answers[k];
            chosen[k] = own.answers[k];
            pairable[k] = own.answers[k] - own.lone[k];
            others[k] = rest;
            othersPairable[k] = rest - own.othersLone[k];
            shared[k] = own.answers[k] - own.unshared[k];
            othersShared[k] = rest - own.othersUnshared[k];
        }
    }

    double of(GroupMetric metric) {
        return switch (metric) {
            case P_UNSAFE -> pUnsafe();
            case ENTROPY -> mean(own.entropy, own.pairableItems) / LN_2;
            case NEGENTROPY -> Math.log(options) - mean(own.entropy, own.pairableItems);
            case PLURALITY_SIZE -> mean(own.plurality, own.pairableItems);
            case TIED_SHARE -> mean(own.tiedItems, own.pairableItems);
            case PERCENT_AGREEMENT -> mean(own.agreement, own.pairableItems);
            case ALPHA_NOMINAL -> irr();
            case ALPHA_ORDINAL -> own.pairableItems < 2 ? Double.NaN : weighted(true);
            case ALPHA_INTERVAL -> own.pairableItems < 2 ? Double.NaN : weighted(false);
            case FLEISS_KAPPA -> own.pairableItems < 2 ? Double.NaN : fleiss();
            case GWET_AC1 -> gwet();
            case XRR -> xrr();
            case NORMALISED_XRR -> normalisedXrr();
            case GAI -> gai();
            case VOTING_AGREEMENT -> votingAgreement();
            case CROSS_NEGENTROPY -> Math.log(options) + mean(own.foretoldSmoothed, own.commonItems);
            case CROSS_NEGENTROPY_OBSERVED -> Math.log(options) + mean(own.foretold, own.commonItems);
            case CROSS_ENTROPY_MARGINAL -> crossEntropy();
            case CROSS_ENTROPY_ITEMWISE -> own.unforeseenItems > 0 ? Double.NaN : -mean(own.foretold, own.commonItems);
            case JSD_MARGINAL -> divergence();
            case JSD_ITEMWISE -> mean(own.divergence, own.commonItems) / LN_2;
            case TOTAL_VARIATION_MARGINAL -> variation();
            case TOTAL_VARIATION_ITEMWISE -> mean(own.variation, own.commonItems);
            case MANHATTAN_MARGINAL -> 2 * variation();
            case MANHATTAN_ITEMWISE -> 2 * mean(own.variation, own.commonItems);
            case WASSERSTEIN_MARGINAL -> transport();
            case WASSERSTEIN_ITEMWISE -> rising() ? mean(own.transport, own.commonItems) : Double.NaN;
        };
    }

    private double pUnsafe() {
        double unsafe = 0;
        for (int k = 0; k < options; k++) {
            unsafe += scale.isUnsafe(k) ? chosen[k] : 0;
        }
        return scale.unsafe().isEmpty() ? Double.NaN : unsafe / sum(chosen);
    }

    /// The group's nominal alpha.
    private double irr() {
        return own.pairableItems < 2 ? Double.NaN : nominal(own.disagreement, pairable);
    }

    private static double nominal(double disagreement, double[] pairable) {
        double n = sum(pairable);
        double expected = 0;
        for (double chosen : pairable) {
            expected += chosen * (n - chosen);
        }
        return alpha(disagreement, expected, n);
    }

    private double weighted(boolean ordinal) {
        List<Double> values = scale.values();
        double observed = 0;
        double expected = 0;
        int pair = 0;
        for (int c = 0; c < options; c++) {
            double between = 0;
            for (int k = c + 1; k < options; k++) {
                double steps = ordinal ? between + (pairable[c] + pairable[k]) / 2 : values.get(k) - values.get(c);
                observed += 2 * own.unlike[pair++] * steps * steps;
                expected += 2 * pairable[c] * pairable[k] * steps * steps;
                between += pairable[k];
            }
        }
        return alpha(observed, expected, sum(pairable));
    }

    private static double alpha(double observed, double expected, double n) {
        return expected > 0 ? 1 - observed * (n - 1) / expected : Double.NaN;
    }

    private double fleiss() {
        double unlike = unlike();
        return unlike > 0 ? 1 - (1 - mean(own.agreement, own.pairableItems)) / unlike : Double.NaN;
    }

    private double gwet() {
        double chance = unlike() / (options - 1);
        return options == 1 ? Double.NaN : (mean(own.agreement, own.pairableItems) - chance) / (1 - chance);
    }

    private double unlike() {
        double n = sum(pairable);
        double unlike = 0;
        for (double x : pairable) {
            unlike += x * (n - x) / (n * n);
        }
        return unlike;
    }

    private double xrr() {
        double r = sum(shared);
        double s = sum(othersShared);
        double expected = 0;
        for (int k = 0; k < options; k++) {
            expected += shared[k] / r * ((s - othersShared[k]) / s);
        }
        return expected > 0 && own.commonItems > 1 ? 1 - own.across / (r + s) / expected : Double.NaN;
    }

    private double gai() {
        double across = xrr();
        return across > GroupAssociationIndex.ROUNDING ? irr() / across : Double.NaN;
    }

    private double normalisedXrr() {
        double within = irr();
        double theirs = nominal(own.othersDisagreement, othersPairable);
        double least = GroupAssociationIndex.ROUNDING;
        return within > least && theirs > least ? xrr() / Math.sqrt(within * theirs) : Double.NaN;
    }

    private double votingAgreement() {
        double n = 2.0 * own.commonItems;
        double expected = 0;
        for (long votes : own.votes) {
            expected += votes * (n - votes);
        }
        return own.commonItems < 2 ? Double.NaN : alpha(2.0 * own.differingVotes, expected, n);
    }

    private double crossEntropy() {
        double sum = 0;
        for (int k = 0; k < options; k++) {
            sum -= chosen[k] > 0 ? chosen[k] / sum(chosen) * Math.log(others[k] / sum(others)) : 0;
        }
        return Double.isInfinite(sum) || !comparable() ? Double.NaN : sum;
    }

    private double divergence() {
        double sum = 0;
        for (int k = 0; k < options; k++) {
            double p = chosen[k] / sum(chosen);
            double q = others[k] / sum(others);
            double m = (p + q) / 2;
            sum += (p > 0 ? p * Math.log(p / m) : 0) + (q > 0 ? q * Math.log(q / m) : 0);
        }
        return comparable() ? Math.max(0, sum / 2 / LN_2) : Double.NaN;
    }

    private double variation() {
        double sum = 0;
        for (int k = 0; k < options; k++) {
            sum += Math.abs(chosen[k] / sum(chosen) - others[k] / sum(others));
        }
        return sum / 2;
    }

    private double transport() {
        double ahead = 0;
        double sum = 0;
        for (int k = 0; k < options; k++) {
            ahead += chosen[k] / sum(chosen) - others[k] / sum(others);
            sum += Math.abs(ahead) * own.steps[k];
        }
        return rising() ? sum : Double.NaN;
    }

    private boolean rising() {
        for (int k = 0; k + 1 < options; k++) {
            if (own.steps[k] <= 0) {
                return false;
            }
        }
        return true;
    }

    private boolean comparable() {
        return sum(chosen) > 0 && sum(others) > 0;
    }

    private static double mean(double sum, int items) {
        return items == 0 ? Double.NaN : sum / items;
    }

    private static double sum(double[] parts) {
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        return sum;
    }
}
