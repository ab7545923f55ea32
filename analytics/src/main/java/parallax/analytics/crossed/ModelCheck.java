package parallax.analytics.crossed;

/// A posterior predictive check: one statistic of the answers beside the same of answers drawn from the
/// fitted model, of other raters and items, in the same design.
///
/// @param what      the statistic
/// @param observed  of the answers
/// @param mean      over the studies drawn
/// @param deviation standard deviation over them
/// @param p         two-sided: twice the smaller share of the studies drawn that are as high or as low. Under a
///     right model it is small less often than its value says
/// @see <a href="https://www.jstor.org/stable/24306036">Gelman, Meng, Stern 1996, Posterior predictive
///     assessment of model fitness</a>
public record ModelCheck(Statistic what, double observed, double mean, double deviation, double p) {

    /// What is compared.
    public enum Statistic {
        /// The standard deviation of raters' shares.
        RATERS("raters"),
        /// The standard deviation of items' shares.
        ITEMS("items"),
        /// The skewness of items' shares: high where most items are plainly safe and a few plainly not.
        ITEMS_SKEWNESS("itemsSkewness"),
        /// The share of the items, among those with two answers or more, that all answered alike.
        UNANIMOUS_ITEMS("unanimousItems"),
        /// The share of items whose own share lies from .3 to .7: low where items are of two kinds.
        CONTESTED_ITEMS("contestedItems"),
        /// The standard deviation of what groups' shares of an item differ from the item's.
        GROUPS_ON_ITEMS("groupsOnItems");

        private final String label;

        Statistic(String label) {
            this.label = label;
        }

        /// Its name in files and reports.
        public String label() {
            return label;
        }
    }
}
