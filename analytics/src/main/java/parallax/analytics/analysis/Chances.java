package parallax.analytics.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.analytics.Estimate;
import parallax.analytics.RaterGroup;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;
import parallax.analytics.metric.GroupMetric;
import parallax.analytics.resampling.BenjaminiHochberg;
import parallax.analytics.resampling.GroupTests;
import parallax.analytics.resampling.NullDistribution;
import parallax.analytics.resampling.NullModel;
import parallax.analytics.resampling.PermutationRule;

/// Holds the findings of one axis against chance, and adds the GAI centred and standardised by its
/// null.
final class Chances {
    private static final String GAI = GroupMetric.GAI.label();

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

    /// The findings with their chances where raters are known, those of undefined estimates as they
    /// were.
    List<Finding> place(List<Finding> findings) {
        GroupTests tests = tests();
        List<String> groups =
                grouped.counts().groups().stream().map(RaterGroup::name).toList();
        List<Finding> placed = new ArrayList<>();
        for (Finding finding : findings) {
            GroupTests.Standing standing = tests == null ? null : standing(finding, tests, groups);
            placed.add(standing == null ? finding : finding.with(chance(standing)));
            if (finding.metric().equals(GAI)) {
                addStandardised(placed, finding, standing);
            }
        }
        return adjusted(placed);
    }

    /// Null where raters are unknown, nobody else is there, or nobody asked.
    private @Nullable GroupTests tests() {
        RatingMatrix matrix = data.matrix();
        Axis axis = grouped.axis();
        List<GroupMetric> metrics = metrics();
        Resampling resampling = settings.resampling();
        boolean alone = grouped.counts().groups().size() < 2;
        return matrix == null || axis == null || alone || resampling.permutations() == 0 || metrics.isEmpty()
                ? null
                : GroupTests.of(
                        matrix, axis, data.blocks(), metrics, resampling.permutations(), resampling.seed(), threads);
    }

    private List<GroupMetric> metrics() {
        boolean gai =
                settings.wants("diversitySensitivityIndex") || settings.wants("gaiCentred") || settings.wants("gaiZ");
        return Arrays.stream(GroupMetric.values())
                .filter(metric -> settings.wants(metric) || (gai && metric == GroupMetric.GAI))
                .filter(metric -> metric == GroupMetric.P_UNSAFE || data.whyNotCompared() == null)
                .toList();
    }

    private static GroupTests.@Nullable Standing standing(Finding finding, GroupTests tests, List<String> groups) {
        if (!finding.estimate().isDefined()) {
            return null;
        }
        if (finding.metric().equals("diversitySensitivityIndex")) {
            return tests.ofLargestGai();
        }
        for (GroupMetric metric : tests.metrics()) {
            if (metric.label().equals(finding.metric()) && Objects.equals(metric.level(), finding.level())) {
                return tests.of(groups.indexOf(finding.group()), metric);
            }
        }
        return null;
    }

    private Finding.Chance chance(GroupTests.Standing standing) {
        NullDistribution draws = standing.draws();
        if (draws == null) {
            return Finding.Chance.student(standing.p(), standing.model());
        }
        boolean grasp = settings.resampling().pRule() == Resampling.PRule.GRASP;
        Double mean = draws.mean();
        Double sd = draws.standardDeviation();
        if (grasp) {
            String profiles = NullModel.RATER_PROFILES.label();
            return new Finding.Chance(mean, sd, draws.pGrasp(), null, PermutationRule.GRASP.label(), profiles);
        }
        Finding.Chance student = Finding.Chance.student(standing.p(), standing.model());
        String rule = standing.model() == NullModel.CONTRAST
                ? student.rule()
                : draws.rule().label();
        return new Finding.Chance(mean, sd, standing.p(), null, rule, student.nullModel());
    }

    private void addStandardised(List<Finding> placed, Finding gai, GroupTests.@Nullable Standing standing) {
        Estimate estimate = gai.estimate();
        NullDistribution draws = standing == null ? null : standing.draws();
        Double value = estimate.value();
        Double mean = draws == null ? null : draws.mean();
        Double sd = draws == null ? null : draws.standardDeviation();
        if (settings.wants("gaiCentred")) {
            Double centred = value == null || mean == null || mean == 0 ? null : Double.valueOf(value / mean);
            Estimate relative = relative(estimate, centred, "GAI over the mean of its null", standing);
            placed.add(gai.place().finding("gaiCentred", null, relative));
        }
        if (settings.wants("gaiZ")) {
            Double z =
                    value == null || mean == null || sd == null || sd == 0 ? null : Double.valueOf((value - mean) / sd);
            Estimate relative = relative(estimate, z, "GAI in standard deviations from the mean of its null", standing);
            placed.add(gai.place().finding("gaiZ", null, relative));
        }
    }

    private Estimate relative(
            Estimate gai, @Nullable Double value, String method, GroupTests.@Nullable Standing standing) {
        if (value != null) {
            return Estimate.of(value, method, gai.nRaters(), gai.nItems());
        }
        String reason = gai.reason() != null ? "GAI is undefined: " + gai.reason() : whyNoNull(standing);
        return Estimate.undefined(reason, method, gai.nRaters(), gai.nItems());
    }

    private String whyNoNull(GroupTests.@Nullable Standing standing) {
        if (data.matrix() == null) {
            return "raters are unknown";
        }
        if (settings.resampling().permutations() == 0) {
            return "no permutations were asked for";
        }
        return standing != null && standing.draws() == null
                ? "answers came to groups by design, so raters cannot be exchanged"
                : "the null does not vary";
    }

    /// Adjusts p-values over the groups of the axis, metric by metric, those against everyone else
    /// apart from those against each other.
    static List<Finding> adjusted(List<Finding> findings) {
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
}
