import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.Digamma;
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

    /// The mean unit quality by the definitions, pair of raters by pair of raters, until nothing moves by a thousandth.
    static double crowdTruth(RatingMatrix matrix) {
        int items = matrix.items().size();
        int raters = matrix.raters().size();
        int[][] chosen = new int[items][raters];
        for (int item = 0; item < items; item++) {
            Arrays.fill(chosen[item], -1);
            for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                chosen[item][matrix.raterOf(answer)] = matrix.optionOf(answer);
            }
        }
        double[][] quality = {new double[items], new double[raters], new double[3]};
        for (double[] of : quality) {
            Arrays.fill(of, 1);
        }
        double moved = 1;
        while (moved >= 1e-3) {
            double[][] next = {new double[items], new double[raters], new double[3]};
            for (int item = 0; item < items; item++) {
                next[0][item] = unitQuality(chosen[item], quality[1]);
            }
            for (int who = 0; who < raters; who++) {
                next[1][who] = pairQuality(who, chosen, quality) * itemQuality(who, chosen, quality);
            }
            for (int k = 0; k < 3; k++) {
                next[2][k] = optionQuality(k, chosen, quality);
            }
            moved = 0;
            for (int of = 0; of < 3; of++) {
                for (int at = 0; at < next[of].length; at++) {
                    moved = Math.max(moved, Math.abs(next[of][at] - quality[of][at]));
                }
            }
            quality = next;
        }
        return Arrays.stream(quality[0]).average().orElseThrow();
    }

    private static double unitQuality(int[] chosen, double[] raters) {
        double alike = 0;
        double pairs = 0;
        for (int one = 0; one < chosen.length; one++) {
            for (int other = 0; other < chosen.length; other++) {
                if (one != other && chosen[one] >= 0 && chosen[other] >= 0) {
                    alike += chosen[one] == chosen[other] ? raters[one] * raters[other] : 0;
                    pairs += raters[one] * raters[other];
                }
            }
        }
        return alike / pairs;
    }

    /// A rater's agreement with every other, weighted by the items and the other.
    private static double pairQuality(int who, int[][] chosen, double[][] quality) {
        double alike = 0;
        double pairs = 0;
        for (int item = 0; item < chosen.length; item++) {
            for (int other = 0; other < chosen[item].length; other++) {
                if (other != who && chosen[item][who] >= 0 && chosen[item][other] >= 0) {
                    double weight = quality[0][item] * quality[1][other];
                    alike += chosen[item][who] == chosen[item][other] ? weight : 0;
                    pairs += weight;
                }
            }
        }
        return alike / pairs;
    }

    /// The cosine of a rater's choice with the weighted sum of the others' choices, weighted by the items.
    private static double itemQuality(int who, int[][] chosen, double[][] quality) {
        double sum = 0;
        double weights = 0;
        for (int item = 0; item < chosen.length; item++) {
            double[] others = new double[3];
            for (int other = 0; other < chosen[item].length; other++) {
                if (other != who && chosen[item][other] >= 0) {
                    others[chosen[item][other]] += quality[1][other];
                }
            }
            int own = chosen[item][who];
            if (own >= 0) {
                double length = 0;
                for (int k = 0; k < 3; k++) {
                    length += quality[2][k] * others[k] * others[k];
                }
                sum += quality[0][item] * Math.sqrt(quality[2][own]) * others[own] / Math.sqrt(length);
                weights += quality[0][item];
            }
        }
        return sum / weights;
    }

    /// How likely one rater chooses an option where another does, weighted by the items and both raters.
    private static double optionQuality(int option, int[][] chosen, double[][] quality) {
        int raters = quality[1].length;
        double sum = 0;
        double weights = 0;
        for (int one = 0; one < raters; one++) {
            for (int other = 0; other < raters; other++) {
                double alike = 0;
                double given = 0;
                for (int item = 0; item < chosen.length && one != other; item++) {
                    if (chosen[item][one] == option && chosen[item][other] >= 0) {
                        given += quality[0][item];
                        alike += chosen[item][other] == option ? quality[0][item] : 0;
                    }
                }
                if (given > 0) {
                    sum += quality[1][one] * quality[1][other] * alike / given;
                    weights += quality[1][one] * quality[1][other];
                }
            }
        }
        return sum / weights;
    }

    /// MACE from one start in which everybody copies half of the time and all habits are even, answer by answer.
    /// Returns the log-likelihood.
    static double mace(RatingMatrix matrix, int rounds) {
        int raters = matrix.raters().size();
        double[] copying = new double[raters];
        double[] habitual = new double[raters];
        double[][] habit = new double[raters][3];
        Arrays.fill(copying, 0.5);
        Arrays.fill(habitual, 0.5);
        for (double[] of : habit) {
            Arrays.fill(of, 1 / 3.0);
        }
        double likelihood = 0;
        for (int round = 0; round < rounds; round++) {
            double[] copies = new double[raters];
            double[][] habits = new double[raters][3];
            likelihood = 0;
            for (int item = 0; item < matrix.items().size(); item++) {
                double[] log = new double[3];
                Arrays.fill(log, -Math.log(3));
                for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                    int who = matrix.raterOf(answer);
                    double fromHabit = habitual[who] * habit[who][matrix.optionOf(answer)];
                    for (int truth = 0; truth < 3; truth++) {
                        log[truth] += Math.log(fromHabit + (truth == matrix.optionOf(answer) ? copying[who] : 0));
                    }
                }
                double most = Math.max(log[0], Math.max(log[1], log[2]));
                double sum = Math.exp(log[0] - most) + Math.exp(log[1] - most) + Math.exp(log[2] - most);
                likelihood += most + Math.log(sum);
                for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                    int who = matrix.raterOf(answer);
                    int option = matrix.optionOf(answer);
                    double either = copying[who] + habitual[who] * habit[who][option];
                    double copied = Math.exp(log[option] - most) / sum * copying[who] / either;
                    copies[who] += copied;
                    habits[who][option] += 1 - copied;
                }
            }
            for (int who = 0; who < raters; who++) {
                double[] of = habits[who];
                double all = Digamma.value(copies[who] + of[0] + of[1] + of[2] + 1);
                copying[who] = Math.exp(Digamma.value(copies[who] + 0.5) - all);
                habitual[who] = Math.exp(Digamma.value(of[0] + of[1] + of[2] + 0.5) - all);
                for (int k = 0; k < 3; k++) {
                    double any = Digamma.value(of[0] + of[1] + of[2] + 30);
                    habit[who][k] = Math.exp(Digamma.value(of[k] + 10) - any);
                }
            }
        }
        return likelihood;
    }
}
