package parallax.analytics.crossed;

/// The groups' levels given the raters', and what that makes of the raters' prior: with the levels
/// integrated out, raters' levels m are normal with precision Q = (1 − Z K⁻¹ Z')/σ², where Z says which
/// effects a rater's group has and K = Z'Z + σ² T⁻¹ for their prior variances T.
final class GroupLevels {
    private final CrossedAnswers data;
    private final GroupPrior prior;
    private final double variance;
    private final int effects;
    private final Cholesky factor;
    private final double[] inverse;
    private final double[][] coupling;
    private final double logDeterminant;

    GroupLevels(CrossedAnswers data, GroupPrior prior, Spread spread) {
        this.data = data;
        this.prior = prior;
        variance = spread.raters() * spread.raters();
        double[] variances = prior.variances(spread);
        effects = variances.length;
        double[] k = new double[effects * effects];
        for (int group = 0; group < data.groups(); group++) {
            double[] row = prior.design()[group];
            for (int i = 0; i < effects; i++) {
                for (int j = 0; j < effects; j++) {
                    k[i * effects + j] += data.ratersOf(group) * row[i] * row[j];
                }
            }
        }
        double logVariances = 0;
        for (int i = 0; i < effects; i++) {
            k[i * effects + i] += variance / variances[i];
            logVariances += Math.log(variances[i]);
        }
        double[][] rows = Cholesky.of(effects, k).inverse();
        inverse = new double[effects * effects];
        for (int i = 0; i < effects; i++) {
            System.arraycopy(rows[i], 0, inverse, i * effects, effects);
        }
        factor = Cholesky.of(effects, inverse);
        coupling = coupling();
        // |Q| = σ^(−2R) / |1 + T Z'Z/σ²| and |1 + T Z'Z/σ²| = |K| |T| / σ^(2F)
        double logK = -factor.logDeterminant();
        logDeterminant = -data.raters() * Math.log(variance) - (logK + logVariances - effects * Math.log(variance));
    }

    private double[][] coupling() {
        double[][] z = prior.design();
        double[][] coupled = new double[z.length][z.length];
        for (int g = 0; g < z.length; g++) {
            for (int h = 0; h < z.length; h++) {
                for (int i = 0; i < z[g].length; i++) {
                    for (int j = 0; j < z[h].length; j++) {
                        coupled[g][h] += z[g][i] * inverse[i * effects + j] * z[h][j];
                    }
                }
            }
        }
        return coupled;
    }

    /// log |Q|.
    double logDeterminant() {
        return logDeterminant;
    }

    /// The part of Q that two raters of these groups share beside the diagonal.
    double between(int group, int other) {
        return -coupling[group][other] / variance;
    }

    /// What Q has on its diagonal beside [#between].
    double diagonal() {
        return 1 / variance;
    }

    /// Q (m − centre).
    double[] pull(double[] raters) {
        double[] centred = new double[raters.length];
        for (int r = 0; r < raters.length; r++) {
            centred[r] = centred(raters, r);
        }
        return times(centred);
    }

    /// Q x.
    double[] times(double[] x) {
        double[] sums = new double[data.groups()];
        for (int r = 0; r < x.length; r++) {
            sums[data.groupOf()[r]] += x[r];
        }
        double[] mean = new double[sums.length];
        for (int g = 0; g < mean.length; g++) {
            for (int h = 0; h < mean.length; h++) {
                mean[g] += coupling[g][h] * sums[h];
            }
        }
        double[] product = new double[x.length];
        for (int r = 0; r < x.length; r++) {
            product[r] = (x[r] - mean[data.groupOf()[r]]) / variance;
        }
        return product;
    }

    /// A rater's level beside what is expected of its group.
    double centred(double[] raters, int rater) {
        return raters[rater] - prior.centre(data.groupOf()[rater]);
    }

    /// The groups' levels given the raters', drawn with standard normal numbers, one for each effect;
    /// their mean where these are 0.
    double[] levels(double[] raters, double[] normal) {
        double[] sums = sums(raters);
        double[][] z = prior.design();
        double[] drawn = new double[effects];
        for (int i = 0; i < effects; i++) {
            for (int g = 0; g < z.length; g++) {
                for (int j = 0; j < effects; j++) {
                    drawn[i] += inverse[i * effects + j] * z[g][j] * sums[g];
                }
            }
            for (int j = 0; j <= i; j++) {
                drawn[i] += Math.sqrt(variance) * factor.at(i, j) * normal[j];
            }
        }
        double[] levels = new double[z.length];
        for (int g = 0; g < z.length; g++) {
            levels[g] = prior.centre(g);
            for (int i = 0; i < effects; i++) {
                levels[g] += z[g][i] * drawn[i];
            }
        }
        return levels;
    }

    int effects() {
        return effects;
    }

    private double[] sums(double[] raters) {
        double[] sums = new double[data.groups()];
        for (int r = 0; r < raters.length; r++) {
            sums[data.groupOf()[r]] += raters[r] - prior.centre(data.groupOf()[r]);
        }
        return sums;
    }
}
