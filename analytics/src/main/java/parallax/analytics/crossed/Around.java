package parallax.analytics.crossed;

/// The normal distribution of the levels around a mode: its middle, which may be moved, and draws from it.
final class Around {
    private final CrossedAnswers data;
    private final Laplace laplace;
    private final ItemBlocks blocks;
    private final double[] rater;
    private final double[] item;
    private final double[] e;

    Around(CrossedAnswers data, Laplace laplace) {
        this.data = data;
        this.laplace = laplace;
        blocks = laplace.blocks();
        rater = laplace.raterMode();
        item = laplace.itemMode();
        e = laplace.e();
    }

    /// The covariance of an item's levels for raters that stay where they are.
    double[][] blockInverse(int i) {
        double[][] inverse = new double[blocks.size()][blocks.size()];
        for (int b = 0; b < inverse.length; b++) {
            for (int c = 0; c < inverse.length; c++) {
                inverse[b][c] = laplace.kappa(i) * e[i * inverse.length + b] * e[i * inverse.length + c];
            }
            inverse[b][b] += e[i * inverse.length + b];
        }
        return inverse;
    }

    /// What the prior adds to the slope along the items' levels.
    double[] itemPull() {
        double[] pull = new double[item.length];
        for (int first = 0; first < item.length; first += blocks.size()) {
            double sum = 0;
            for (int b = first; b < first + blocks.size(); b++) {
                sum += item[b];
            }
            for (int b = first; b < first + blocks.size(); b++) {
                pull[b] = blocks.k() * sum - blocks.p() * item[b];
            }
        }
        return pull;
    }

    /// Moves the middle along slopes divided by the curvature at the mode, and leaves in their place how far it went.
    void step(double[] raters, double[] items) {
        for (int i = 0; i < data.items(); i++) {
            laplace.solveBlock(i, items);
            for (int answer = data.itemStart()[i]; answer < data.itemStart()[i + 1]; answer++) {
                int who = data.rater()[answer];
                raters[who] -= laplace.weight()[answer] * items[laplace.level(i, who)];
            }
        }
        laplace.factor().solve(raters);
        double[] answered = new double[item.length];
        for (int i = 0; i < data.items(); i++) {
            laplace.answerTo(i, raters, answered);
        }
        for (int r = 0; r < rater.length; r++) {
            rater[r] += raters[r];
        }
        for (int i = 0; i < item.length; i++) {
            items[i] -= answered[i];
            item[i] += items[i];
        }
    }

    /// Draws the levels of raters and items from the normal distribution around the mode.
    ///
    /// @param raters takes standard normal numbers, and holds raters' levels afterwards
    /// @param items  the same for items' levels
    void draw(double[] raters, double[] items) {
        laplace.factor().backward(raters);
        double[] answered = new double[items.length];
        for (int i = 0; i < data.items(); i++) {
            laplace.answerTo(i, raters, answered);
            spreadBlock(i, items);
        }
        for (int i = 0; i < items.length; i++) {
            items[i] += item[i] - answered[i];
        }
        for (int r = 0; r < raters.length; r++) {
            raters[r] += rater[r];
        }
    }

    /// Turns standard normal numbers of a block into draws with covariance E + κ E11'E: √E z + c·E·(1'√E z) with c the
    /// root of c²·ΣE + 2c = κ.
    private void spreadBlock(int i, double[] normal) {
        int first = i * blocks.size();
        double sumOfE = 0;
        double along = 0;
        for (int b = first; b < first + blocks.size(); b++) {
            sumOfE += e[b];
            normal[b] *= Math.sqrt(e[b]);
            along += normal[b];
        }
        double kappa = laplace.kappa(i);
        double c = kappa / (1 + Math.sqrt(1 + kappa * sumOfE));
        for (int b = first; b < first + blocks.size(); b++) {
            normal[b] += c * e[b] * along;
        }
    }
}
