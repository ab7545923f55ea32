package parallax.analytics.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.analytics.Estimate;
import parallax.analytics.RaterGroup;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;
import parallax.analytics.metric.GroupMetric;
import parallax.analytics.resampling.BenjaminiHochberg;
import parallax.analytics.resampling.NullDistribution;
import parallax.analytics.resampling.PermutationNulls;
import parallax.analytics.resampling.PermutationRule;
import parallax.analytics.resampling.PermutationTest;

/// Places the findings of one axis in their permutation nulls, and adds the GAI centred and standardised
/// by its null.
final class Chances {
    private final Dataset data;
    private final Dataset.Grouped grouped;
    private final AnalysisSettings settings;
    private final Threads threads;

    Chances(Dataset data, Dataset.Grouped grouped, AnalysisSettings settings, Threads threads) {
        this.data = data;
        this.grouped = grouped;
        this.settings = settings;
        this.threads = threads;
    }

    /// The findings with their chances where raters are known, those of undefined estimates as they were.
    List<Finding> place(List<Finding> findings) {
        RatingMatrix matrix = data.matrix();
        Axis axis = grouped.axis();
        List<GroupMetric> metrics = metrics();
        if (matrix == null || axis == null || settings.resampling().permutations() == 0 || metrics.isEmpty()) {
            return withoutNull(findings);
        }
        PermutationNulls nulls = new PermutationTest(matrix, axis, metrics)
                .shuffled(
                        settings.resampling().permutations(),
                        settings.resampling().seed(),
                        data.blocks(),
                        threads);
        List<String> groups =
                grouped.counts().groups().stream().map(RaterGroup::name).toList();
        List<Finding> placed = new ArrayList<>();
        for (Finding finding : findings) {
            NullDistribution place = nullOf(finding, nulls, groups, metrics);
            placed.add(place == null ? finding : finding.with(chance(place)));
            if (finding.metric().equals("groupAssociationIndex")) {
                addStandardised(placed, finding, place);
            }
        }
        return adjusted(placed);
    }

    private List<GroupMetric> metrics() {
        boolean gai =
                settings.wants("diversitySensitivityIndex") || settings.wants("gaiCentred") || settings.wants("gaiZ");
        return Arrays.stream(GroupMetric.values())
                .filter(metric -> settings.wants(metric) || (gai && metric == GroupMetric.GAI))
                .toList();
    }

    private List<Finding> withoutNull(List<Finding> findings) {
        List<Finding> all = new ArrayList<>();
        for (Finding finding : findings) {
            all.add(finding);
            if (finding.metric().equals("groupAssociationIndex")) {
                addStandardised(all, finding, null);
            }
        }
        return all;
    }

    private static @Nullable NullDistribution nullOf(
            Finding finding, PermutationNulls nulls, List<String> groups, List<GroupMetric> metrics) {
        if (!finding.estimate().isDefined()) {
            return null;
        }
        if (finding.metric().equals("diversitySensitivityIndex")) {
            return nulls.ofLargestGai();
        }
        for (GroupMetric metric : metrics) {
            if (metric.label().equals(finding.metric()) && same(metric.level(), finding.level())) {
                return nulls.of(groups.indexOf(finding.group()), metric);
            }
        }
        return null;
    }

    private Finding.Chance chance(NullDistribution place) {
        return switch (settings.resampling().pRule()) {
            case TWO_SIDED -> chance(place, place.p(), place.rule());
            case GRASP -> chance(place, place.pGrasp(), PermutationRule.GRASP);
        };
    }

    private static Finding.Chance chance(NullDistribution place, @Nullable Double p, PermutationRule rule) {
        return new Finding.Chance(place.mean(), place.standardDeviation(), p, null, rule.label());
    }

    private void addStandardised(List<Finding> placed, Finding gai, @Nullable NullDistribution place) {
        Estimate estimate = gai.estimate();
        Double value = estimate.value();
        Double mean = place == null ? null : place.mean();
        Double sd = place == null ? null : place.standardDeviation();
        if (settings.wants("gaiCentred")) {
            Double centred = value == null || mean == null || mean == 0 ? null : Double.valueOf(value / mean);
            placed.add(gai.place()
                    .finding("gaiCentred", null, relative(estimate, centred, "GAI over the mean of its null")));
        }
        if (settings.wants("gaiZ")) {
            Double z =
                    value == null || mean == null || sd == null || sd == 0 ? null : Double.valueOf((value - mean) / sd);
            placed.add(gai.place()
                    .finding(
                            "gaiZ",
                            null,
                            relative(estimate, z, "GAI in standard deviations from the mean of its null")));
        }
    }

    private Estimate relative(Estimate gai, @Nullable Double value, String method) {
        if (value != null) {
            return Estimate.of(value, method, gai.nRaters(), gai.nItems());
        }
        String reason = gai.reason() != null ? "GAI is undefined: " + gai.reason() : whyNoNull();
        return Estimate.undefined(reason, method, gai.nRaters(), gai.nItems());
    }

    private String whyNoNull() {
        if (data.matrix() == null) {
            return "raters are unknown";
        }
        return settings.resampling().permutations() == 0 ? "no permutations were asked for" : "the null does not vary";
    }

    /// Adjusts p-values over the groups of the axis, metric by metric.
    private static List<Finding> adjusted(List<Finding> findings) {
        Map<List<@Nullable String>, List<Integer>> families = new LinkedHashMap<>();
        for (int place = 0; place < findings.size(); place++) {
            Finding finding = findings.get(place);
            if (finding.chance() != null && finding.group() != null) {
                families.computeIfAbsent(Arrays.asList(finding.metric(), finding.level()), key -> new ArrayList<>())
                        .add(place);
            }
        }
        List<Finding> adjusted = new ArrayList<>(findings);
        for (List<Integer> family : families.values()) {
            List<@Nullable Double> pValues = new ArrayList<>();
            family.forEach(place -> pValues.add(p(findings.get(place))));
            List<@Nullable Double> together = BenjaminiHochberg.adjust(pValues);
            for (int member = 0; member < family.size(); member++) {
                Finding finding = findings.get(family.get(member));
                Finding.Chance chance = finding.chance();
                if (chance != null) {
                    adjusted.set(family.get(member), finding.with(chance.adjustedTo(together.get(member))));
                }
            }
        }
        return adjusted;
    }

    private static @Nullable Double p(Finding finding) {
        return finding.chance() == null ? null : finding.chance().p();
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return one == null ? other == null : one.equals(other);
    }
}
