package parallax.analytics.metric;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// Every metric that counts alone give for a group, by the name it has in files and reports.
public enum GroupMetric {
    P_UNSAFE(Kind.WITHIN, "pUnsafe", null, (own, none) -> PUnsafe.pooled(own, null)),
    ENTROPY(Kind.WITHIN, "entropy", null, (own, none) -> Entropy.of(own)),
    NEGENTROPY(Kind.WITHIN, "negentropy", null, (own, none) -> Negentropy.of(own)),
    PLURALITY_SIZE(Kind.WITHIN, "pluralitySize", null, (own, none) -> PluralitySize.of(own)),
    TIED_SHARE(Kind.WITHIN, "tiedShare", null, (own, none) -> PluralitySize.tied(own)),
    PERCENT_AGREEMENT(Kind.WITHIN, "percentAgreement", null, (own, none) -> PercentAgreement.of(own)),
    ALPHA_NOMINAL(Kind.WITHIN, "krippendorffAlpha", "nominal", (own, none) -> KrippendorffAlpha.nominal(own)),
    ALPHA_ORDINAL(Kind.WITHIN, "krippendorffAlpha", "ordinal", (own, none) -> KrippendorffAlpha.ordinal(own)),
    ALPHA_INTERVAL(Kind.WITHIN, "krippendorffAlpha", "interval", (own, none) -> KrippendorffAlpha.interval(own)),
    FLEISS_KAPPA(Kind.WITHIN, "fleissKappa", null, (own, none) -> FleissKappa.of(own)),
    GWET_AC1(Kind.WITHIN, "gwetAc1", null, (own, none) -> GwetAc1.of(own)),
    XRR(Kind.ACROSS, "crossReplicationReliability", null, CrossReplicationReliability::of),
    NORMALISED_XRR(
            Kind.ACROSS, "normalisedCrossReplicationReliability", null, NormalisedCrossReplicationReliability::of),
    GAI(Kind.ACROSS, "groupAssociationIndex", null, GroupAssociationIndex::of),
    VOTING_AGREEMENT(Kind.ACROSS, "votingAgreement", null, VotingAgreement::of),
    CROSS_NEGENTROPY(
            Kind.ACROSS,
            "crossNegentropy",
            null,
            (own, others) -> CrossNegentropy.of(own, others, CrossNegentropy.JEFFREYS)),
    CROSS_NEGENTROPY_OBSERVED(Kind.ACROSS, "crossNegentropyObserved", null, CrossNegentropy::observed),
    CROSS_ENTROPY_MARGINAL(Kind.ACROSS, "crossEntropy", "marginal", CrossEntropy::marginal),
    CROSS_ENTROPY_ITEMWISE(Kind.ACROSS, "crossEntropy", "itemwise", CrossEntropy::itemwise),
    JSD_MARGINAL(Kind.ACROSS, "jensenShannonDivergence", "marginal", JensenShannonDivergence::marginal),
    JSD_ITEMWISE(Kind.ACROSS, "jensenShannonDivergence", "itemwise", JensenShannonDivergence::itemwise),
    TOTAL_VARIATION_MARGINAL(Kind.ACROSS, "totalVariation", "marginal", TotalVariation::marginal),
    TOTAL_VARIATION_ITEMWISE(Kind.ACROSS, "totalVariation", "itemwise", TotalVariation::itemwise),
    MANHATTAN_MARGINAL(Kind.ACROSS, "manhattanDistance", "marginal", ManhattanDistance::marginal),
    MANHATTAN_ITEMWISE(Kind.ACROSS, "manhattanDistance", "itemwise", ManhattanDistance::itemwise),
    WASSERSTEIN_MARGINAL(Kind.ACROSS, "wassersteinDistance", "marginal", WassersteinDistance::marginal),
    WASSERSTEIN_ITEMWISE(Kind.ACROSS, "wassersteinDistance", "itemwise", WassersteinDistance::itemwise);

    private enum Kind {
        WITHIN,
        ACROSS
    }

    private final Kind kind;
    private final String label;
    private final @Nullable String level;

    @SuppressWarnings("ImmutableEnumChecker") // each formula is a function without state
    private final BiFunction<CountTable, CountTable, Estimate> formula;

    GroupMetric(Kind kind, String label, @Nullable String level, BiFunction<CountTable, CountTable, Estimate> formula) {
        this.kind = kind;
        this.label = label;
        this.level = level;
        this.formula = formula;
    }

    /// The metric's name in lower camel case.
    public String label() {
        return label;
    }

    /// Which form of the metric, or null when there is one.
    public @Nullable String level() {
        return level;
    }

    /// Whether the metric compares a group with others; if not it reads the group alone.
    public boolean comparesGroups() {
        return kind == Kind.ACROSS;
    }

    /// Whether the metric reads the options' order or values as a scale.
    public boolean readsOrder() {
        return switch (this) {
            case ALPHA_ORDINAL, ALPHA_INTERVAL, WASSERSTEIN_MARGINAL, WASSERSTEIN_ITEMWISE -> true;
            case P_UNSAFE, ENTROPY, NEGENTROPY, PLURALITY_SIZE, TIED_SHARE, PERCENT_AGREEMENT -> false;
            case ALPHA_NOMINAL, FLEISS_KAPPA, GWET_AC1, XRR, NORMALISED_XRR, GAI, VOTING_AGREEMENT -> false;
            case CROSS_NEGENTROPY, CROSS_NEGENTROPY_OBSERVED, CROSS_ENTROPY_MARGINAL -> false;
            case CROSS_ENTROPY_ITEMWISE, JSD_MARGINAL, JSD_ITEMWISE, TOTAL_VARIATION_MARGINAL -> false;
            case TOTAL_VARIATION_ITEMWISE, MANHATTAN_MARGINAL, MANHATTAN_ITEMWISE -> false;
        };
    }

    /// The metric of a group; the others are read only when it [#comparesGroups()].
    public Estimate of(CountTable group, CountTable others) {
        return formula.apply(group, others);
    }
}
