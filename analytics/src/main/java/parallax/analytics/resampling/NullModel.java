package parallax.analytics.resampling;

import parallax.analytics.metric.GroupMetric;

/// What is taken to be alike when a metric is held against chance, and how chance is then drawn. It
/// must keep what the study's design fixed ([Assignment]); where nothing known does, a metric has no
/// p-value.
public enum NullModel {
    /// Raters are alike: whole profiles are exchanged between groups ([PermutationTest#shuffled]).
    RATER_PROFILES("raters' profiles exchanged"),

    /// The answers to an item are alike: they are exchanged within the item
    /// ([PermutationTest#withinItems]), and the draws moved apart by what a rater's answers vary
    /// together, V(raters) − V(answers) of the [Jackknife].
    ANSWERS_WITHIN_ITEMS("answers exchanged within items"),

    /// The group answers as everyone else does: their contrast against Student's distribution
    /// ([AgreementContrasts], [parallax.analytics.metric.ShareContrast]).
    CONTRAST("contrast of the two, Student's t"),

    /// No valid null is known: exchanging raters would undo the design, exchanging answers the raters.
    NONE("none: answers came to groups by design");

    private final String label;

    NullModel(String label) {
        this.label = label;
    }

    /// The null in words.
    public String label() {
        return label;
    }

    /// The null of a metric for data that came about in a way.
    public static NullModel of(GroupMetric metric, Assignment assignment) {
        return switch (assignment) {
            case EXCHANGEABLE -> metric == GroupMetric.P_UNSAFE ? CONTRAST : RATER_PROFILES;
            case EXCHANGEABLE_WITHIN_BLOCKS -> RATER_PROFILES;
            case BY_GROUP ->
                switch (metric) {
                    case P_UNSAFE, ENTROPY, NEGENTROPY, PERCENT_AGREEMENT -> CONTRAST;
                    case ALPHA_NOMINAL, ALPHA_ORDINAL, ALPHA_INTERVAL, FLEISS_KAPPA, GWET_AC1, XRR, GAI -> CONTRAST;
                    case TIED_SHARE, VOTING_AGREEMENT -> ANSWERS_WITHIN_ITEMS;
                    case CROSS_NEGENTROPY, CROSS_NEGENTROPY_OBSERVED, CROSS_ENTROPY_ITEMWISE -> ANSWERS_WITHIN_ITEMS;
                    case JSD_ITEMWISE, TOTAL_VARIATION_ITEMWISE, MANHATTAN_ITEMWISE, WASSERSTEIN_ITEMWISE ->
                        ANSWERS_WITHIN_ITEMS;
                    case CROSS_ENTROPY_MARGINAL, JSD_MARGINAL, TOTAL_VARIATION_MARGINAL -> NONE;
                    case MANHATTAN_MARGINAL, WASSERSTEIN_MARGINAL, NORMALISED_XRR, PLURALITY_SIZE -> NONE;
                };
        };
    }
}
