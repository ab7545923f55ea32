package parallax.analytics.resampling;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.AnswerOptions;
import parallax.analytics.metric.GroupMetric;

/// The sums of a group beside those of everyone else, and what compares the two on each item: what a
/// metric, or its contrast between the two, is a function of.
final class PairSums {
    private static final double LN_2 = Math.log(2);

    private final AnswerOptions options;
    private final GroupSums own;
    private final @Nullable GroupSums others;
    private final Rarefaction rarefaction;
    private final int[] ofOthers;

    /// Over items that have two answers or more from both: Σ of the difference of their entropies in
    /// nats, each for as many answers as the side with fewer has.
    private double rarefied;

    private int rarefiedItems;

    /// @param contrasts whether everyone else's sums are kept too
    PairSums(AnswerOptions options, Logarithms logs, Rarefaction rarefaction, boolean contrasts) {
        this.options = options;
        this.rarefaction = rarefaction;
        boolean ordered = true; // whichever metrics are asked for
        own = new GroupSums(options, ordered, logs);
        others = contrasts ? new GroupSums(options, ordered, logs) : null;
        ofOthers = new int[options.size()];
    }

    void clear() {
        own.clear();
        if (others != null) {
            others.clear();
        }
        rarefied = 0;
        rarefiedItems = 0;
    }

    /// Adds what others hold, so many times; −1 takes it away.
    void add(PairSums other, int times) {
        own.add(other.own, times);
        if (others != null && other.others != null) {
            others.add(other.others, times);
            rarefied += times * other.rarefied;
            rarefiedItems += times * other.rarefiedItems;
        }
    }

    /// Adds an item's answers by option, of the group and of all.
    void addItem(int[] ofOwn, int[] ofAll) {
        int n = Arrays.stream(ofAll).sum();
        if (n == 0) {
            return;
        }
        own.add(ofOwn, 0, ofAll, n);
        if (others != null) {
            Arrays.setAll(ofOthers, k -> ofAll[k] - ofOwn[k]);
            others.add(ofOthers, 0, ofAll, n);
            addRarefied(ofOwn, n);
        }
    }

    private void addRarefied(int[] ofOwn, int n) {
        int r = Arrays.stream(ofOwn).sum();
        int fewer = Math.min(r, n - r);
        if (fewer >= 2) {
            rarefied += rarefaction.entropy(ofOwn, r, fewer) - rarefaction.entropy(ofOthers, n - r, fewer);
            rarefiedItems++;
        }
    }

    /// The metrics of the group, and then, where everyone else's sums are kept, their contrasts.
    ///
    /// @param all answers of everybody by option
    double[] values(List<GroupMetric> metrics, long[] all) {
        GroupValues ofOwn = new GroupValues(options, own, all);
        GroupValues ofTheirs = others == null ? null : new GroupValues(options, others, all);
        double[] values = new double[ofTheirs == null ? metrics.size() : 2 * metrics.size()];
        for (int metric = 0; metric < metrics.size(); metric++) {
            values[metric] = ofOwn.of(metrics.get(metric));
            if (ofTheirs != null) {
                values[metrics.size() + metric] = contrast(metrics.get(metric), ofOwn, ofTheirs);
            }
        }
        return values;
    }

    /// What is 0 in expectation where the group answers as everyone else does, whatever the numbers of
    /// answers.
    private double contrast(GroupMetric metric, GroupValues group, GroupValues everyoneElse) {
        return switch (metric) {
            case ENTROPY -> rarefied / rarefiedItems / LN_2;
            case NEGENTROPY -> -rarefied / rarefiedItems;
            case PERCENT_AGREEMENT, ALPHA_NOMINAL, ALPHA_ORDINAL, ALPHA_INTERVAL, FLEISS_KAPPA, GWET_AC1 ->
                group.of(metric) - everyoneElse.of(metric);
            case XRR ->
                group.of(GroupMetric.XRR)
                        - (group.of(GroupMetric.ALPHA_NOMINAL) + everyoneElse.of(GroupMetric.ALPHA_NOMINAL)) / 2;
            case GAI -> group.of(GroupMetric.ALPHA_NOMINAL) - group.of(GroupMetric.XRR);
            default -> Double.NaN;
        };
    }
}
