package parallax.analytics.crossed;

/// The prior of an item's levels, one for each group (or one for everybody, where groups see items
/// alike): what they share varies by the items' spread, what is a group's own by the spread of groups on
/// items. Their precision is p·1 − k·11'.
///
/// With weights W added to the diagonal its inverse is E + κ E11'E, where E = 1/(p + W) and κ = k/(1 − k
/// ΣE) (Sherman and Morrison 1950), so that no block is ever factorised.
record ItemBlocks(int size, double p, double k) {
    static ItemBlocks of(int groups, Spread spread) {
        double shared = spread.items() * spread.items();
        double own = spread.groupItems() * spread.groupItems();
        if (groups == 1 || own == 0) {
            return new ItemBlocks(1, 1 / shared, 0);
        }
        return new ItemBlocks(groups, 1 / own, shared / (own * (own + groups * shared)));
    }

    /// log |precision| of one block.
    double logDeterminant() {
        return size * Math.log(p) + Math.log1p(-k * size / p);
    }

    /// κ for a block whose E add up to a sum.
    double kappa(double sumOfE) {
        return k / (1 - k * sumOfE);
    }

    /// log |precision + W| of a block.
    double logDeterminant(double sumOfLogE, double sumOfE) {
        return -sumOfLogE + Math.log1p(-k * sumOfE);
    }
}
