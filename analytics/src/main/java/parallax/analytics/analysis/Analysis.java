package parallax.analytics.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.RaterGroup;
import parallax.analytics.RatingMatrix;
import parallax.analytics.ResponseCounts;
import parallax.analytics.Threads;
import parallax.analytics.metric.ContestedShare;
import parallax.analytics.metric.DiversitySensitivityIndex;
import parallax.analytics.metric.GroupMetric;
import parallax.analytics.resampling.ClusterIntervals;
import parallax.analytics.resampling.Jackknife;

/// Every metric that applies to a dataset: for everybody, for each group alone, against everyone else
/// and against each other group, with intervals and how far from chance they are where raters are
/// known.
public final class Analysis {
    static final String REST = "rest";
    private static final double[][] CONTESTED = {{0.4, 0.6}, {0.45, 0.55}, {0.35, 0.65}, {0.3, 0.7}};
    private static final double THIRD = 1 / 3.0;

    private final Dataset data;
    private final AnalysisSettings settings;
    private final Threads threads;
    private final List<Finding> findings = new ArrayList<>();

    private Analysis(Dataset data, AnalysisSettings settings, Threads threads) {
        this.data = data;
        this.settings = settings;
        this.threads = threads;
    }

    /// Runs the analysis.
    ///
    /// @throws java.util.concurrent.CancellationException when the threads' progress listener says stop
    public static List<Finding> of(Dataset data, AnalysisSettings settings, Threads threads) {
        Analysis analysis = new Analysis(data.under(settings.unsure()), settings, threads);
        analysis.everyone();
        for (Dataset.Grouped axis : analysis.data.axes()) {
            analysis.axis(axis);
        }
        return List.copyOf(Familywise.adjusted(analysis.findings, analysis.data, settings, threads));
    }

    private void everyone() {
        Place place = Place.everyone(data.question(), settings.unsure().label());
        Axis all = data.matrix() == null
                ? null
                : Axis.everyone(data.matrix().raters().size());
        new Shares(data, all, settings, threads).addTo(findings, place, data.counts(), 0);
        within(place, data.counts(), 0, intervals(all));
        Modelled modelled = Modelled.of(data, all, settings, threads);
        boolean alone = true;
        findings.addAll(modelled.ofGroup(place, 0, alone));
        findings.addAll(modelled.spreads(place));
        findings.addAll(modelled.checks(place));
        findings.addAll(new Aggregators(data, settings, threads).findings(place));
        findings.addAll(new Steadiness(data, settings).findings(place, who -> true));
    }

    private void axis(Dataset.Grouped axis) {
        ResponseCounts counts = axis.counts();
        Place everyone = Place.everyone(data.question(), settings.unsure().label());
        Shares shares = new Shares(data, axis.axis(), settings, threads);
        Contrasts contrasts = new Contrasts(data, axis, settings);
        ClusterIntervals intervals = intervals(axis.axis());
        Modelled modelled = Modelled.of(data, axis.axis(), settings, threads);
        List<Finding> tested = new ArrayList<>();
        for (int group = 0; group < counts.groups().size(); group++) {
            Place place = everyone.of(axis.name(), counts.groups().get(group));
            CountTable own = counts.of(group);
            int first = findings.size();
            shares.addTo(findings, place, own, group);
            within(place, own, group, intervals);
            CountTable rest = counts.rest(group);
            across(place.against(REST), own, rest, group, intervals);
            findings.addAll(contrasts.withRest(place.against(REST), group));
            int number = group;
            Axis divided = axis.axis();
            if (divided != null) {
                findings.addAll(new Steadiness(data, settings).findings(place, who -> divided.groupOf(who) == number));
            }
            boolean alone = false;
            findings.addAll(modelled.ofGroup(place, group, alone));
            List<Finding> ofGroup = findings.subList(first, findings.size());
            ofGroup.replaceAll(finding -> protect(finding.against() == null ? finding : protect(finding, rest), own));
            tested.addAll(ofGroup);
            ofGroup.clear();
        }
        if (settings.wants("diversitySensitivityIndex")) {
            Place onAxis = everyone.onAxis(axis.name());
            String why = data.whyNotCompared();
            Estimate index = why == null
                    ? DiversitySensitivityIndex.of(counts)
                    : Estimate.undefined(why, "diversitySensitivityIndex", null, 0);
            tested.add(onAxis.finding("diversitySensitivityIndex", null, index));
        }
        findings.addAll(modelled.spreads(everyone.onAxis(axis.name())));
        findings.addAll(modelled.checks(everyone.onAxis(axis.name())));
        findings.addAll(new Chances(data, axis, settings, threads).place(tested));
        findings.addAll(Chances.adjusted(pairs(everyone, axis, contrasts, modelled)));
    }

    private List<Finding> pairs(Place everyone, Dataset.Grouped axis, Contrasts contrasts, Modelled modelled) {
        int before = findings.size();
        List<RaterGroup> groups = axis.counts().groups();
        for (int one = 0; one < groups.size(); one++) {
            for (int other = 0; other < groups.size(); other++) {
                if (one != other) {
                    CountTable own = axis.counts().of(one);
                    CountTable others = axis.counts().of(other);
                    int first = findings.size();
                    Place place = everyone.of(axis.name(), groups.get(one)).against(Place.named(groups.get(other)));
                    across(place, own, others, one, null);
                    findings.addAll(contrasts.between(place, one, other));
                    findings.addAll(modelled.between(place, one, other));
                    findings.subList(first, findings.size())
                            .replaceAll(finding -> protect(protect(finding, own), others));
                }
            }
        }
        List<Finding> added = findings.subList(before, findings.size());
        List<Finding> pairs = List.copyOf(added);
        added.clear();
        return pairs;
    }

    private void within(Place place, CountTable counts, int group, @Nullable ClusterIntervals intervals) {
        for (GroupMetric metric : GroupMetric.values()) {
            if (!metric.comparesGroups() && metric != GroupMetric.P_UNSAFE && settings.wants(metric)) {
                add(place, metric, of(metric, counts, counts), group, intervals);
            }
        }
        if (settings.wants("contestedShare")) {
            contested(place, counts);
        }
    }

    private Estimate of(GroupMetric metric, CountTable own, CountTable others) {
        String why = data.whyNotCompared();
        return why == null ? metric.of(own, others) : Estimate.undefined(why, metric.label(), own.raters(), 0);
    }

    private void contested(Place place, CountTable counts) {
        for (double[] range : CONTESTED) {
            String level = range[0] + "-" + range[1];
            add(place, level, ContestedShare.between(counts, range[0], range[1]));
        }
        add(place, "1/3-2/3", ContestedShare.between(counts, THIRD, 2 * THIRD));
        add(place, "majority-unsafe", ContestedShare.majorityUnsafe(counts));
        add(place, "unanimous", ContestedShare.unanimous(counts));
        add(place, "no-majority", ContestedShare.noMajority(counts));
        add(place, "margin-below-0.2", ContestedShare.marginBelow(counts, 0.2));
    }

    private void add(Place place, String level, Estimate share) {
        String why = data.whyNotCompared();
        Estimate told = why == null ? share : Estimate.undefined(why, share.method(), share.nRaters(), 0);
        findings.add(place.finding("contestedShare", level, told));
    }

    private void across(
            Place place, CountTable own, CountTable others, int group, @Nullable ClusterIntervals intervals) {
        for (GroupMetric metric : GroupMetric.values()) {
            if (metric.comparesGroups() && settings.wants(metric)) {
                add(place, metric, of(metric, own, others), group, intervals);
            }
        }
    }

    private void add(
            Place place, GroupMetric metric, Estimate estimate, int group, @Nullable ClusterIntervals intervals) {
        Estimate bounded = intervals == null
                ? estimate
                : intervals.withInterval(estimate, group, metric, settings.confidence(), settings.estimand());
        findings.add(place.finding(metric.label(), metric.level(), bounded));
    }

    /// The intervals of the groups on an axis, or null when raters are unknown or nobody asked for
    /// them.
    private @Nullable ClusterIntervals intervals(@Nullable Axis axis) {
        RatingMatrix matrix = data.matrix();
        List<GroupMetric> metrics =
                Jackknife.METRICS.stream().filter(settings::wants).sorted().toList();
        return matrix == null
                        || data.whyNotCompared() != null
                        || axis == null
                        || settings.resampling().bootstrap() == 0
                        || metrics.isEmpty()
                ? null
                : Jackknife.of(matrix, axis, metrics, threads);
    }

    /// Leaves a finding about a group below the least size undefined.
    private Finding protect(Finding finding, CountTable group) {
        Integer raters = group.raters();
        if (settings.minGroup() <= 1 || (raters != null && raters >= settings.minGroup())) {
            return finding;
        }
        String reason = raters == null
                ? "raters are unknown, so the least group size cannot be checked"
                : "a group has fewer than " + settings.minGroup() + " raters";
        return finding.hidden(Estimate.undefined(reason, finding.estimate().method(), null, 0));
    }
}
