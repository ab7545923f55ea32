package parallax.dataset.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parallax.analytics.UnsurePolicy;

/// Everything in the reference file that a metric of the command covers, under the names and levels of
/// the command's JSON.
class Dices350CommandTest {
    private static final String REST = "rest";

    /// Our name and level of a reference name; of a group alone, or against everyone else.
    private static final Map<String, List<@Nullable String>> WITHIN = Map.of(
            "krippendorff_alpha_nominal", List.of("krippendorffAlpha", "nominal"),
            "irr_alpha_nominal", List.of("krippendorffAlpha", "nominal"),
            "krippendorff_alpha_ordinal", List.of("krippendorffAlpha", "ordinal"),
            "fleiss_kappa", named("fleissKappa"),
            "negentropy_mean_nats", named("negentropy"),
            "plurality_size_mean", named("pluralitySize"),
            "item_entropy_bits_mean", named("entropy"),
            "p_unsafe_pooled", named("pUnsafe"),
            "crowdtruth_uqs_mean", named("unitQuality"),
            "crowdtruth_wqs_mean", named("workerQuality"));

    private static final Map<String, List<@Nullable String>> AGAINST_THE_REST = Map.of(
            "xrr_kappa_x", named("crossReplicationReliability"),
            "xrr_normalised", named("normalisedCrossReplicationReliability"),
            "gai", named("groupAssociationIndex"),
            "cross_negentropy_mean_nats", named("crossNegentropyObserved"),
            "voting_agreement_alpha", named("votingAgreement"),
            "jsd_marginal_bits_vs_rest", List.of("jensenShannonDivergence", "marginal"),
            "jsd_itemwise_mean_bits_vs_rest", List.of("jensenShannonDivergence", "itemwise"));

    private static final Map<String, List<@Nullable String>> AGAINST_ANOTHER = Map.of(
            "pairwise_xrr", named("crossReplicationReliability"),
            "pairwise_voting_agreement", named("votingAgreement"),
            "pairwise_jsd_marginal_bits", List.of("jensenShannonDivergence", "marginal"),
            "pairwise_jsd_itemwise_mean_bits", List.of("jensenShannonDivergence", "itemwise"));

    private static final Map<String, String> READINGS_OF_CONTESTED = Map.of(
            "share_items_majority_unsafe", "majority-unsafe",
            "share_items_unanimous", "unanimous",
            "share_items_no_absolute_majority", "no-majority",
            "share_items_top2_margin_below_0.2", "margin-below-0.2");

    private final Map<UnsurePolicy, Map<List<@Nullable String>, JsonNode>> estimates =
            new EnumMap<>(UnsurePolicy.class);

    @Test
    void every_reference_value_of_a_metric_comes_out_of_the_command() {
        Path dices = DicesReference.folder();
        for (UnsurePolicy policy : UnsurePolicy.values()) {
            estimates.put(policy, estimates(dices, policy));
        }
        int checked = 0;
        for (var names : List.of(WITHIN, AGAINST_THE_REST)) {
            for (var name : names.entrySet()) {
                for (JsonNode entry : DicesReference.of(name.getKey())) {
                    check(entry, entry.get("value"), name.getValue(), group(entry), names == WITHIN ? null : REST);
                    checked++;
                }
            }
        }
        for (var name : AGAINST_ANOTHER.entrySet()) {
            for (JsonNode entry : DicesReference.of(name.getKey())) {
                String[] pair = entry.get("group").asText().split(" vs ", -1);
                check(entry, entry.get("value"), name.getValue(), pair[0], pair[1]);
                check(entry, entry.get("value"), name.getValue(), pair[1], pair[0]);
                checked++;
            }
        }
        assertEquals(448, checked + checkContested() + checkOptions() + checkDiversity());
    }

    private int checkContested() {
        int checked = 0;
        for (JsonNode entry : DicesReference.of("share_items_contested")) {
            JsonNode interval = entry.get("params").get("interval");
            boolean thirds = Math.abs(interval.get(0).asDouble() - 1 / 3.0) < 1e-9;
            String level = thirds ? "1/3-2/3" : interval.get(0) + "-" + interval.get(1);
            check(entry, entry.get("value"), List.of("contestedShare", level), null, null);
            checked++;
        }
        for (var name : READINGS_OF_CONTESTED.entrySet()) {
            for (JsonNode entry : DicesReference.of(name.getKey())) {
                check(entry, entry.get("value"), List.of("contestedShare", name.getValue()), null, null);
                checked++;
            }
        }
        return checked;
    }

    private int checkOptions() {
        int checked = 0;
        for (JsonNode entry : DicesReference.of("answer_share")) {
            entry.get("value")
                    .properties()
                    .forEach(share -> check(
                            entry,
                            share.getValue(),
                            List.of("answerDistribution", share.getKey()),
                            group(entry),
                            null));
            checked++;
        }
        for (JsonNode entry : DicesReference.of("crowdtruth_aqs")) {
            entry.get("value")
                    .properties()
                    .forEach(quality ->
                            check(entry, quality.getValue(), named("annotationQuality"), quality.getKey(), null));
            checked++;
        }
        return checked;
    }

    private int checkDiversity() {
        List<JsonNode> entries = DicesReference.of("dsi_max_gai");
        entries.forEach(entry -> check(entry, entry.get("value"), named("diversitySensitivityIndex"), null, null));
        return entries.size();
    }

    private void check(
            JsonNode entry,
            JsonNode expected,
            List<@Nullable String> name,
            @Nullable String group,
            @Nullable String against) {
        List<@Nullable String> place = Arrays.asList(name.get(0), name.get(1), text(entry.get("axis")), group, against);
        JsonNode estimate =
                estimates.getOrDefault(DicesReference.policy(entry), Map.of()).get(place);
        assertNotNull(estimate, "no " + place);
        assertEquals(
                expected.asDouble(),
                estimate.get("value").asDouble(),
                DicesReference.tolerance(entry),
                entry.toString());
    }

    private static Map<List<@Nullable String>, JsonNode> estimates(Path dices, UnsurePolicy policy) {
        CommandRun outcome = CommandRun.run(
                dices.resolve("dices350_ratings.csv"),
                List.of("--item", "item_id", "--rater", "rater_pos", "--answer", "q_overall"),
                List.of("--options", "No,Unsure,Yes", "--unsafe", "Yes", "--unsure-option", "Unsure", "--ordered"),
                "--groups",
                dices.resolve("reference_350_synthetic_groups.csv").toString(),
                "--group-rater",
                "rater_pos",
                "--axes",
                String.join(",", DicesReference.axes()),
                "--unsure",
                policy.label(),
                "--permutations",
                "0",
                "--bootstrap",
                "0",
                "--format",
                "json");
        Map<List<@Nullable String>, JsonNode> estimates = new HashMap<>();
        for (JsonNode row : outcome.json().get("estimates")) {
            List<@Nullable String> place = Arrays.asList(
                    row.get("metric").asText(),
                    text(row.get("level")),
                    text(row.get("axis")),
                    text(row.get("group")),
                    text(row.get("against")));
            assertEquals(null, estimates.put(place, row), "two estimates of " + place);
            assertEquals(policy.label(), row.get("unsure").asText());
        }
        return estimates;
    }

    private static @Nullable String group(JsonNode entry) {
        String group = text(entry.get("group"));
        return "ALL".equals(group) ? null : group;
    }

    private static @Nullable String text(JsonNode value) {
        return value.isNull() ? null : value.asText();
    }

    private static List<@Nullable String> named(String metric) {
        return Arrays.asList(metric, null);
    }
}
