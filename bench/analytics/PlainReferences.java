import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.RatingMatrix;
import parallax.analytics.ResponseCounts;
import parallax.analytics.metric.GroupMetric;

/// The same work done plainly, on one thread: what the benchmark checks results against and compares times with.
final class PlainReferences {
    private PlainReferences() {}

    static Object permutations(RatingMatrix matrix, Axis axis, List<GroupMetric> metrics, int replicates) {
        SplittableRandom random = new SplittableRandom(1);
        int[] groups = new int[axis.raters()];
        Arrays.setAll(groups, axis::groupOf);
        double sum = 0;
        for (int replicate = 0; replicate < replicates; replicate++) {
            for (int last = groups.length - 1; last > 0; last--) {
                int other = random.nextInt(last + 1);
                int kept = groups[last];
                groups[last] = groups[other];
                groups[other] = kept;
            }
            List<String> values = new ArrayList<>();
            for (int group : groups) {
                values.add("g" + group);
            }
            ResponseCounts counts = matrix.counts(Axis.of("group", values));
            for (int group = 0; group < 5; group++) {
                CountTable own = counts.of(group);
                CountTable rest = counts.rest(group);
                for (GroupMetric metric : metrics) {
                    Double value = metric.of(own, rest).value();
                    sum += value == null ? 0 : value;
                }
            }
        }
        return sum;
    }

    static double[] bootstrap(RatingMatrix matrix, Axis axis, int replicates) {
        SplittableRandom random = new SplittableRandom(2);
        int[] members = new int[axis.raters()];
        int size = 0;
        for (int rater = 0; rater < axis.raters(); rater++) {
            if (axis.groupOf(rater) == 0) {
                members[size++] = rater;
            }
        }
        double[] shares = new double[replicates];
        for (int replicate = 0; replicate < replicates; replicate++) {
            int[] raters = new int[axis.raters()];
            for (int draw = 0; draw < size; draw++) {
                raters[members[random.nextInt(size)]]++;
            }
            long yes = 0;
            long all = 0;
            for (int draw = 0; draw < matrix.items().size(); draw++) {
                int item = random.nextInt(matrix.items().size());
                for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                    int times = raters[matrix.raterOf(answer)];
                    all += times;
                    yes += matrix.optionOf(answer) == 2 ? times : 0;
                }
            }
            shares[replicate] = (double) yes / all;
        }
        Arrays.sort(shares);
        return shares;
    }

    static double dawidSkene(RatingMatrix matrix, int rounds) {
        int items = matrix.items().size();
        int raters = matrix.raters().size();
        double[][] weight = new double[items][3];
        for (int item = 0; item < items; item++) {
            for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                weight[item][matrix.optionOf(answer)] += 1.0 / (matrix.start(item + 1) - matrix.start(item));
            }
        }
        double likelihood = 0;
        for (int round = 0; round < rounds; round++) {
            double[][][] table = new double[raters][3][3];
            double[] prior = new double[3];
            for (int item = 0; item < items; item++) {
                for (int truth = 0; truth < 3; truth++) {
                    prior[truth] += weight[item][truth] / items;
                    for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                        table[matrix.raterOf(answer)][truth][matrix.optionOf(answer)] += weight[item][truth];
                    }
                }
            }
            for (double[][] rater : table) {
                for (double[] row : rater) {
                    double sum = row[0] + row[1] + row[2];
                    for (int k = 0; k < 3; k++) {
                        row[k] = Math.log(Math.max(row[k] / sum, 1e-300));
                    }
                }
            }
            likelihood = 0;
            for (int item = 0; item < items; item++) {
                double[] log = {Math.log(prior[0]), Math.log(prior[1]), Math.log(prior[2])};
                for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                    for (int truth = 0; truth < 3; truth++) {
                        log[truth] += table[matrix.raterOf(answer)][truth][matrix.optionOf(answer)];
                    }
                }
                double most = Math.max(log[0], Math.max(log[1], log[2]));
                double sum = 0;
                for (int truth = 0; truth < 3; truth++) {
                    weight[item][truth] = Math.exp(log[truth] - most);
                    sum += weight[item][truth];
                }
                for (int truth = 0; truth < 3; truth++) {
                    weight[item][truth] /= sum;
                }
                likelihood += most + Math.log(sum);
            }
        }
        return likelihood;
    }

    static double alphaOfFile(Path file, List<String> options) {
        HashMap<String, long[]> counts = new HashMap<>();
        try (var lines = Files.lines(file)) {
            lines.skip(1).forEach(line -> {
                String[] cells = line.split(",");
                counts.computeIfAbsent(cells[0], key -> new long[3])[options.indexOf(cells[2])]++;
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        double observed = 0;
        double[] chosen = new double[3];
        for (long[] item : counts.values()) {
            double n = item[0] + item[1] + item[2];
            for (int k = 0; k < 3; k++) {
                observed += item[k] * (n - item[k]) / (n - 1);
                chosen[k] += item[k];
            }
        }
        double all = chosen[0] + chosen[1] + chosen[2];
        double expected = 0;
        for (double n : chosen) {
            expected += n * (all - n);
        }
        return 1 - observed * (all - 1) / expected;
    }
}
