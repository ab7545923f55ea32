package parallax.analytics.crossed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import parallax.analytics.Dices350;
import parallax.analytics.metric.PUnsafe;

/// The approximation of the evidence, against R's lme4 and against the formula written down plainly.
class LaplaceTest {
    @Test
    void the_evidence_is_the_log_likelihood_of_lme4_at_its_estimates() {
        CrossedAnswers data = Ratings.ofLme4().answers();
        for (String[] row : Ratings.rows("lme4.csv")) {
            Spread spread = new Spread(number(row[5]), number(row[6]), number(row[7]), 0);
            GroupPrior known = GroupPrior.known(number(row[2]), number(row[3]), number(row[4]));
            assertEquals(number(row[1]), Laplace.at(data, known, spread, null).logEvidence(), 1e-3, row[0]);
        }
    }

    /// `glmer(y ~ 0 + g + (1|rater) + (1|item) + (1|g:item))` of R's lme4 1.1-31: −18,929.514593.
    @Test
    void it_is_so_on_dices_350_with_planted_groups() {
        Dices350.folder();
        CrossedAnswers data = CrossedAnswers.of(
                Dices350.matrix(),
                Dices350.axis("planted_strictness_tercile"),
                PUnsafe.unsafeOptions(Dices350.OPTIONS));
        GroupPrior known = GroupPrior.known(-2.7302534393, -1.0475238792, .4102156196);
        Spread spread = new Spread(.8888599493, 1.3543484737, .1644478137, 0);
        assertEquals(-18_929.514593, Laplace.at(data, known, spread, null).logEvidence(), 1e-3);
    }

    @Test
    void it_is_the_plain_formula_with_learned_groups_and_sparse_answers() {
        for (int seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            double[] levels = random.doubles(1 + seed % 3, -2, 1).toArray();
            Spread spread = new Spread(
                    .3 + random.nextDouble(),
                    .3 + random.nextDouble(),
                    levels.length == 1 ? 0 : .2 + random.nextDouble(),
                    levels.length == 1 ? 0 : .5);
            Ratings ratings = Ratings.simulated(new Ratings.Truth(levels, spread, 3, 7, .7), seed);
            GroupPrior prior = GroupPrior.of(ratings.axis().groups());
            assertEquals(
                    plainEvidence(ratings.answers(), prior, spread),
                    Laplace.at(ratings.answers(), prior, spread, null).logEvidence(),
                    1e-3,
                    "seed " + seed);
        }
    }

    /// log p(y, x*) − log N(x*; x*, H⁻¹) with the covariance of all levels written out and inverted as one matrix.
    private static double plainEvidence(CrossedAnswers data, GroupPrior prior, Spread spread) {
        int raters = data.raters();
        int blocks = data.groups() == 1 ? 1 : data.groups();
        int n = raters + data.items() * blocks;
        R064Store covariance = R064Store.FACTORY.make(n, n);
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                covariance.set(a, b, covariance(data, prior, spread, blocks, a, b));
            }
        }
        MatrixStore<Double> precision = inverse(covariance);
        MatrixStore<Double> x = R064Store.FACTORY.make(n, 1);
        double value = 0;
        MatrixStore<Double> hessian = precision;
        for (int step = 0; step < 100; step++) {
            R064Store slope = R064Store.FACTORY.make(n, 1);
            R064Store curvature = R064Store.FACTORY.make(n, n);
            value = 0;
            for (int i = 0; i < data.items(); i++) {
                for (int answer = data.itemStart()[i]; answer < data.itemStart()[i + 1]; answer++) {
                    int r = data.rater()[answer];
                    int item = raters + i * blocks + (blocks == 1 ? 0 : data.groupOf()[r]);
                    double p = 1 / (1 + Math.exp(-x.doubleValue(r, 0) - x.doubleValue(item, 0)));
                    boolean yes = data.chosen().get(answer);
                    value += Math.log(yes ? p : 1 - p);
                    for (int one : new int[] {r, item}) {
                        slope.add(one, 0, (yes ? 1 : 0) - p);
                        for (int other : new int[] {r, item}) {
                            curvature.add(one, other, p * (1 - p));
                        }
                    }
                }
            }
            hessian = precision.add(curvature);
            value -= x.transpose().multiply(precision.multiply(x)).doubleValue(0, 0) / 2;
            x = x.add(inverse(hessian).multiply(slope.subtract(precision.multiply(x))));
        }
        return value - (logDeterminant(covariance) + logDeterminant(hessian)) / 2;
    }

    private static MatrixStore<Double> inverse(MatrixStore<Double> matrix) {
        LU<Double> decomposition = LU.R064.make(matrix);
        decomposition.decompose(matrix);
        return decomposition.getInverse();
    }

    private static double logDeterminant(MatrixStore<Double> matrix) {
        LU<Double> decomposition = LU.R064.make(matrix);
        decomposition.decompose(matrix);
        return Math.log(decomposition.getDeterminant());
    }

    private static double covariance(CrossedAnswers data, GroupPrior prior, Spread spread, int blocks, int a, int b) {
        int raters = data.raters();
        if (a < raters && b < raters) {
            double[] one = prior.design()[data.groupOf()[a]];
            double[] other = prior.design()[data.groupOf()[b]];
            double[] variances = prior.variances(spread);
            double shared = a == b ? spread.raters() * spread.raters() : 0;
            for (int k = 0; k < variances.length; k++) {
                shared += one[k] * variances[k] * other[k];
            }
            return shared;
        }
        if (a < raters || b < raters || (a - raters) / blocks != (b - raters) / blocks) {
            return 0;
        }
        double own = spread.groupItems() * spread.groupItems();
        return spread.items() * spread.items() + (a == b && blocks > 1 ? own : 0);
    }

    private static double number(String text) {
        return Double.parseDouble(text.strip());
    }
}
