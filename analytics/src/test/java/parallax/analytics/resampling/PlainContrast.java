package parallax.analytics.resampling;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.metric.GroupMetric;

/// The contrasts of [AgreementContrasts] as a reader would compute them.
final class PlainContrast {
    private PlainContrast() {}

    static BiFunction<CountTable, CountTable, Estimate> of(GroupMetric metric) {
        return (own, others) -> {
            double contrast = switch (metric) {
                case ENTROPY -> rarefied(own, others) / Math.log(2);
                case NEGENTROPY -> -rarefied(own, others);
                case XRR -> value(metric, own, others) - (alpha(own) + alpha(others)) / 2;
                case GAI -> alpha(own) - value(GroupMetric.XRR, own, others);
                default -> value(metric, own, others) - value(metric, others, own);
            };
            return Double.isNaN(contrast)
                    ? Estimate.undefined("undefined", "contrast", null, 0)
                    : Estimate.of(contrast, "contrast", null, own.rows());
        };
    }

    private static double alpha(CountTable table) {
        return value(GroupMetric.ALPHA_NOMINAL, table, table);
    }

    private static double value(GroupMetric metric, CountTable own, CountTable others) {
        Double value = metric.of(own, others).value();
        return value == null ? Double.NaN : value;
    }

    /// The mean over items of the difference of entropies, each the mean over all ways of drawing as
    /// many answers as the side with fewer has.
    private static double rarefied(CountTable own, CountTable others) {
        double sum = 0;
        int items = 0;
        for (int item = 0; item < own.rows(); item++) {
            int fewer = Math.min(own.rowTotal(item), others.rowTotal(item));
            if (fewer >= 2) {
                sum += drawn(own, item, fewer) - drawn(others, item, fewer);
                items++;
            }
        }
        return sum / items;
    }

    private static double drawn(CountTable table, int item, int number) {
        List<Integer> answers = new ArrayList<>();
        for (int k = 0; k < table.options().size(); k++) {
            for (int n = 0; n < table.count(item, k); n++) {
                answers.add(k);
            }
        }
        double sum = 0;
        int ways = 0;
        for (int chosen = 0; chosen < 1 << answers.size(); chosen++) {
            if (Integer.bitCount(chosen) == number) {
                int[] counts = new int[table.options().size()];
                for (int answer = 0; answer < answers.size(); answer++) {
                    counts[answers.get(answer)] += chosen >> answer & 1;
                }
                sum += entropy(counts, number);
                ways++;
            }
        }
        return sum / ways;
    }

    private static double entropy(int[] counts, int n) {
        double entropy = 0;
        for (int count : counts) {
            entropy -= count == 0 ? 0 : (double) count / n * Math.log((double) count / n);
        }
        return entropy;
    }
}
