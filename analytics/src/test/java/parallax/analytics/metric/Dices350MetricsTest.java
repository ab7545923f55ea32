package parallax.analytics.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.analytics.CountTable;
import parallax.analytics.Dices350;
import parallax.analytics.Estimate;
import parallax.analytics.RaterGroup;
import parallax.analytics.ResponseCounts;

/// Every reference value of a metric that counts give, by an independent program and by other people's.
class Dices350MetricsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "krippendorff_alpha_nominal",
                "irr_alpha_nominal",
                "krippendorff_alpha_ordinal",
                "fleiss_kappa",
                "negentropy_mean_nats",
                "plurality_size_mean"
            })
    void metrics_within_a_group_equal_the_reference(String metric) {
        Function<CountTable, Estimate> within = within(metric);
        List<JsonNode> entries = Dices350.reference(metric);
        assertTrue(!entries.isEmpty(), metric);
        for (JsonNode entry : entries) {
            CountTable counts = entry.get("axis").isNull()
                    ? Dices350.matrix().countsByItem()
                    : group(counts(entry), entry.get("group").asText());
            check(entry, within.apply(counts.under(Dices350.policy(entry))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xrr_kappa_x",
                "xrr_normalised",
                "gai",
                "cross_negentropy_mean_nats",
                "voting_agreement_alpha",
                "jsd_marginal_bits_vs_rest",
                "jsd_itemwise_mean_bits_vs_rest"
            })
    void metrics_against_everyone_else_equal_the_reference(String metric) {
        Across across = across(metric);
        List<JsonNode> entries = Dices350.reference(metric);
        assertTrue(!entries.isEmpty(), metric);
        for (JsonNode entry : entries) {
            ResponseCounts counts = counts(entry);
            int group = position(counts, entry.get("group").asText());
            check(entry, across.apply(counts.of(group), counts.rest(group)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pairwise_xrr",
                "pairwise_jsd_marginal_bits",
                "pairwise_jsd_itemwise_mean_bits",
                "pairwise_voting_agreement"
            })
    void metrics_between_two_groups_equal_the_reference(String metric) {
        List<JsonNode> entries = Dices350.reference(metric);
        assertEquals(29, entries.size());
        for (JsonNode entry : entries) {
            ResponseCounts counts = counts(entry);
            String[] pair = entry.get("group").asText().split(" vs ", -1);
            check(entry, across(metric).apply(group(counts, pair[0]), group(counts, pair[1])));
        }
    }

    @Test
    void the_diversity_sensitivity_index_and_answer_shares_equal_the_reference() {
        for (JsonNode entry : Dices350.reference("dsi_max_gai")) {
            check(entry, DiversitySensitivityIndex.of(counts(entry)));
        }
        for (JsonNode entry : Dices350.reference("answer_share")) {
            CountTable counts = entry.get("axis").isNull()
                    ? Dices350.matrix().countsByItem()
                    : group(counts(entry), entry.get("group").asText());
            List<Estimate> shares = AnswerDistribution.pooled(counts, null);
            for (int k = 0; k < shares.size(); k++) {
                String option = counts.options().names().get(k);
                assertEquals(
                        entry.get("value").get(option).asDouble(), shares.get(k).orThrow(), 1e-9);
            }
        }
    }

    @Test
    void p_unsafe_and_numbers_of_raters_by_group_equal_the_reference() {
        for (JsonNode entry : Dices350.reference("p_unsafe_pooled")) {
            if (!entry.get("axis").isNull()) {
                check(
                        entry,
                        PUnsafe.pooled(group(counts(entry), entry.get("group").asText()), null));
            }
        }
        for (JsonNode entry : Dices350.reference("n_raters")) {
            if (!entry.get("axis").isNull()) {
                assertEquals(
                        entry.get("value").asInt(),
                        group(counts(entry), entry.get("group").asText()).raters());
            }
        }
    }

    /// Two tables in, one estimate out.
    private interface Across {
        Estimate apply(CountTable group, CountTable others);
    }

    private static Function<CountTable, Estimate> within(String metric) {
        return switch (metric) {
            case "krippendorff_alpha_nominal", "irr_alpha_nominal" -> KrippendorffAlpha::nominal;
            case "krippendorff_alpha_ordinal" -> KrippendorffAlpha::ordinal;
            case "fleiss_kappa" -> FleissKappa::of;
            case "negentropy_mean_nats" -> Negentropy::of;
            case "plurality_size_mean" -> PluralitySize::of;
            default -> throw new IllegalArgumentException(metric);
        };
    }

    private static Across across(String metric) {
        return switch (metric) {
            case "xrr_kappa_x", "pairwise_xrr" -> CrossReplicationReliability::of;
            case "xrr_normalised" -> NormalisedCrossReplicationReliability::of;
            case "gai" -> GroupAssociationIndex::of;
            case "cross_negentropy_mean_nats" -> CrossNegentropy::observed;
            case "voting_agreement_alpha", "pairwise_voting_agreement" -> VotingAgreement::of;
            case "jsd_marginal_bits_vs_rest", "pairwise_jsd_marginal_bits" -> JensenShannonDivergence::marginal;
            case "jsd_itemwise_mean_bits_vs_rest", "pairwise_jsd_itemwise_mean_bits" ->
                JensenShannonDivergence::itemwise;
            default -> throw new IllegalArgumentException(metric);
        };
    }

    private static ResponseCounts counts(JsonNode entry) {
        return Dices350.matrix().counts(Dices350.axis(entry.get("axis").asText()));
    }

    private static CountTable group(ResponseCounts counts, String name) {
        return counts.of(position(counts, name));
    }

    private static int position(ResponseCounts counts, String name) {
        return counts.groups().stream().map(RaterGroup::name).toList().indexOf(name);
    }

    private static void check(JsonNode entry, Estimate estimate) {
        String place =
                entry.get("metric") + " " + entry.get("axis") + " " + entry.get("group") + " " + entry.get("code");
        assertEquals(entry.get("value").asDouble(), estimate.orThrow(), Dices350.tolerance(entry), place);
    }
}
