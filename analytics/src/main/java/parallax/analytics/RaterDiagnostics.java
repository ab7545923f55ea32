package parallax.analytics;

/// How each rater answers, compared with the others: a start for a conversation with the rater or about the rubric,
/// never a verdict. Low agreement may be the minority view that the study is there to hear.
///
/// An item's answers by others are averaged first, so that items with many answers do not weigh more.
public final class RaterDiagnostics {
    private final RatingMatrix matrix;
    private final Axis axis;
    private final CountTable byRater;
    private final double[] agreementWithAll;
    private final double[] agreementWithOwn;
    private final int[] itemsWithAll;
    private final int[] itemsWithOwn;

    /// @param axis the groups that "own group" means
    public RaterDiagnostics(RatingMatrix matrix, Axis axis) {
        this.matrix = matrix;
        this.axis = axis;
        byRater = matrix.countsByRater();
        int raters = matrix.raters().size();
        agreementWithAll = new double[raters];
        agreementWithOwn = new double[raters];
        itemsWithAll = new int[raters];
        itemsWithOwn = new int[raters];
        CountTable everyone = matrix.countsByItem();
        ResponseCounts groups = matrix.counts(axis);
        for (int item = 0; item < matrix.items().size(); item++) {
            for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                int who = matrix.raterOf(answer);
                int option = matrix.optionOf(answer);
                int group = axis.groupOf(who);
                add(everyone, item, who, option, agreementWithAll, itemsWithAll);
                if (group >= 0) {
                    add(groups.of(group), item, who, option, agreementWithOwn, itemsWithOwn);
                }
            }
        }
    }

    /// The share of others who chose the same, averaged over the rater's items that others answered. In
    /// [0, 1].
    public Estimate agreementWithAll(int who) {
        return mean(
                agreementWithAll[who],
                itemsWithAll[who],
                "agreement with all others",
                "nobody else answered the items");
    }

    /// The same among the rater's own group.
    public Estimate agreementWithOwnGroup(int who) {
        return axis.groupOf(who) < 0
                ? Estimate.undefined("the rater is in no group of the axis", "agreement with the own group", 1, 0)
                : mean(
                        agreementWithOwn[who],
                        itemsWithOwn[who],
                        "agreement with the own group",
                        "nobody else of the group answered the items");
    }

    /// The share of the rater's answers that are their most frequent option: 1 when all are the same
    /// (straight-lining, or items that deserve one answer). In [1/K, 1].
    public Estimate straightLining(int who) {
        int most = 0;
        for (int k = 0; k < matrix.options().size(); k++) {
            most = Math.max(most, byRater.count(who, k));
        }
        return share(most, who, "share of the most frequent answer");
    }

    /// The share of the rater's answers that are Unsure. Undefined for a question without an Unsure
    /// option.
    public Estimate unsureUse(int who) {
        String unsure = matrix.options().unsure();
        return unsure == null
                ? Estimate.undefined("no option is declared unsure", "share of Unsure answers", 1, 0)
                : share(byRater.count(who, matrix.options().indexOf(unsure)), who, "share of Unsure answers");
    }

    private Estimate share(int part, int who, String method) {
        int n = byRater.rowTotal(who);
        return n == 0 ? Estimate.undefined("no answers", method, 1, 0) : Estimate.of((double) part / n, method, 1, n);
    }

    private static void add(CountTable counts, int item, int who, int option, double[] agreement, int[] items) {
        int others = counts.rowTotal(item) - 1;
        if (others > 0) {
            agreement[who] += (counts.count(item, option) - 1.0) / others;
            items[who]++;
        }
    }

    private static Estimate mean(double sum, int items, String method, String none) {
        return items == 0 ? Estimate.undefined(none, method, 1, 0) : Estimate.of(sum / items, method, 1, items);
    }
}
