package parallax.analytics.resampling;

/// One group's unsafe share against everyone else's under one assignment, as sums over items and
/// raters: their difference over its two-way cluster standard error. The formulas are those of
/// [parallax.analytics.metric.ShareContrast]; a test holds the two equal.
final class ShareDifference {
    private final Side own = new Side();
    private final Side rest = new Side();

    /// Over the items that both answered: Σ of hits and answers of the one times those of the other.
    private double hitsHits;

    private double hitsAnswers;
    private double answersHits;
    private double answersAnswers;
    private int common;

    void clear() {
        own.clear();
        rest.clear();
        hitsHits = hitsAnswers = answersHits = answersAnswers = 0;
        common = 0;
    }

    /// Adds an item with the group's hits x among n answers, and everyone else's.
    void addItem(int x, int n, int restX, int restN) {
        own.addItem(x, n);
        rest.addItem(restX, restN);
        if (n > 0 && restN > 0) {
            common++;
            hitsHits += (double) x * restX;
            hitsAnswers += (double) x * restN;
            answersHits += (double) n * restX;
            answersAnswers += (double) n * restN;
        }
    }

    /// Adds a rater of the group, or of everyone else.
    void addRater(boolean ofGroup, long x, long n) {
        (ofGroup ? own : rest).addRater(x, n);
    }

    /// NaN without answers on a side, or with fewer than two raters or items there; as far as can be
    /// where shares differ and nothing varies.
    double studentised() {
        if (own.clusters() < 2 || rest.clusters() < 2) {
            return Double.NaN;
        }
        double p = own.share();
        double q = rest.share();
        double shared = hitsHits - q * hitsAnswers - p * answersHits + p * q * answersAnswers;
        double covariance = common < 2 ? 0 : common / (common - 1.0) * shared / ((double) own.answers * rest.answers);
        double ofOwn = own.variance();
        double ofRest = rest.variance();
        double most = Math.sqrt(ofOwn * ofRest);
        double variance = ofOwn + ofRest - 2 * Math.max(-most, Math.min(covariance, most));
        if (p == q) {
            return 0;
        }
        return variance > 0 ? (p - q) / Math.sqrt(variance) : Math.copySign(Double.MAX_VALUE, p - q);
    }

    /// Σ over the clusters of one side: of hits x among n answers to an item or by a rater, Σ x², Σ x·n
    /// and Σ n².
    private static final class Side {
        long hits;
        long answers;
        int items;
        int raters;
        double itemHits;
        double itemProducts;
        double itemAnswers;
        double raterHits;
        double raterProducts;
        double raterAnswers;

        void clear() {
            hits = answers = items = raters = 0;
            itemHits = itemProducts = itemAnswers = raterHits = raterProducts = raterAnswers = 0;
        }

        void addItem(int x, int n) {
            if (n > 0) {
                items++;
                hits += x;
                answers += n;
                itemHits += (double) x * x;
                itemProducts += (double) x * n;
                itemAnswers += (double) n * n;
            }
        }

        void addRater(long x, long n) {
            if (n > 0) {
                raters++;
                raterHits += (double) x * x;
                raterProducts += (double) x * n;
                raterAnswers += (double) n * n;
            }
        }

        int clusters() {
            return Math.min(items, raters);
        }

        double share() {
            return (double) hits / answers;
        }

        double variance() {
            double p = share();
            double squared = (double) answers * answers;
            double ofItems = itemHits - 2 * p * itemProducts + p * p * itemAnswers;
            double ofRaters = raterHits - 2 * p * raterProducts + p * p * raterAnswers;
            double ofAnswers = p * (1 - p) / (answers - 1.0);
            double variance = items / (items - 1.0) * ofItems / squared
                    + raters / (raters - 1.0) * ofRaters / squared
                    - ofAnswers;
            return Math.max(variance, ofAnswers);
        }
    }
}
