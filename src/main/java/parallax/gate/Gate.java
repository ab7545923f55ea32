package parallax.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisPlans;
import parallax.analysis.AnalysisRequest;
import parallax.analysis.AnalysisRun;
import parallax.analysis.AnalysisRuns;
import parallax.analysis.PlannedLimit;
import parallax.analytics.Interval;
import parallax.analytics.UnsurePolicy;
import parallax.disclosure.ShownFigures;
import parallax.disclosure.Sight;
import parallax.judgment.Counting;
import parallax.study.Rubrics;
import parallax.study.Study;

/// Holds a study's figures against the limits of a plan: those of this moment, for which analyses are made, or
/// those of a release.
///
/// Nothing is estimated here. Where all bounds of a limit are to hold together, the analysis is asked for
/// intervals of the level 1 − .05/m, m being the groups that the limit names (Bonferroni): whatever the groups
/// share, all m upper bounds hold together at least 95 times in 100.
@ApplicationScoped
public class Gate {
    private static final double DIGITS = 1e6;

    private final AnalysisRuns runs;
    private final AnalysisPlans plans;
    private final ShownFigures figures;
    private final GateGroups groups;
    private final Rubrics rubrics;
    private final Counting counting;

    public Gate(
            AnalysisRuns runs,
            AnalysisPlans plans,
            ShownFigures figures,
            GateGroups groups,
            Rubrics rubrics,
            Counting counting) {
        this.runs = runs;
        this.plans = plans;
        this.figures = figures;
        this.groups = groups;
        this.rubrics = rubrics;
        this.counting = counting;
    }

    /// The limits of a study's own plan.
    public Limits planned(Study study) {
        return new Limits(plans.of(study.id()).limits(), study.sampling().minGroup());
    }

    /// What must be computed of this moment's answers: an analysis for each level of confidence.
    public List<AnalysisRequest> requests(Study study, Limits limits) {
        Map<Double, List<PlannedLimit>> byLevel = new TreeMap<>();
        limits.limits()
                .forEach(limit -> byLevel.computeIfAbsent(level(study, limit), level -> new ArrayList<>())
                        .add(limit));
        var requests = new ArrayList<AnalysisRequest>();
        byLevel.forEach((level, of) -> requests.add(request(study, level, of)));
        return requests;
    }

    private AnalysisRequest request(Study study, double level, List<PlannedLimit> limits) {
        Set<String> questions = new LinkedHashSet<>();
        Set<String> axes = new LinkedHashSet<>();
        Set<UnsurePolicy> unsure = new LinkedHashSet<>();
        for (PlannedLimit limit : limits) {
            questions.add(limit.question());
            axes.addAll(limit.axes());
            unsure.add(reading(study, limit));
        }
        return new AnalysisRequest(
                List.copyOf(questions),
                List.copyOf(axes),
                unsure.stream().sorted().toList(),
                AnalysisRequest.Cut.NONE,
                AnalysisRequest.Method.ofShares(level));
    }

    /// Asks for what is not being computed already.
    ///
    /// @param accountId who asks; null for the installation itself
    /// @return the analyses that were queued
    public List<Long> ask(Study study, Limits limits, @Nullable Long accountId) {
        return requests(study, limits).stream()
                .filter(request -> !runs.isUnderWay(study.id(), request))
                .map(request -> runs.queue(study.id(), request, accountId))
                .toList();
    }

    public boolean isUnderWay(Study study, Limits limits) {
        return requests(study, limits).stream().anyMatch(request -> runs.isUnderWay(study.id(), request));
    }

    /// Changes whenever the outcome on this moment's figures would, or what is being computed for it.
    public String version(Study study, Limits limits) {
        var version = new StringBuilder();
        for (AnalysisRequest request : requests(study, limits)) {
            version.append('g')
                    .append(runs.newest(study.id(), request)
                            .map(AnalysisRun::id)
                            .orElse(0L))
                    .append(runs.isUnderWay(study.id(), request) ? "+" : "");
        }
        return version.toString();
    }

    /// How the study stands, by what is stored.
    ///
    /// @param sight which figures are read; without a release to show, nothing can be decided
    public GateOutcome of(Study study, Limits limits, Sight sight) {
        List<PlannedLimit> planned = plans.of(study.id()).limits();
        Map<Double, AnalysisRun> computed = sight instanceof Sight.OfNow ? computed(study, limits) : Map.of();
        var checked = new ArrayList<CheckedLimit>();
        for (PlannedLimit limit : limits.limits()) {
            checked.add(checked(study, limits, limit, planned.contains(limit), sight, computed));
        }
        Instant asOf = sight instanceof Sight.OfRelease(var release)
                ? release.made().at()
                : computed.values().stream()
                        .map(run -> run.progress().finished())
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null);
        return new GateOutcome(
                study.id(),
                study.title(),
                sight instanceof Sight.OfRelease(var release) ? release.number() : null,
                asOf,
                sight instanceof Sight.OfRelease || isUpToDate(study, limits, computed),
                Verdict.ofAll(checked.stream().map(CheckedLimit::verdict).toList()),
                checked);
    }

    private Map<Double, AnalysisRun> computed(Study study, Limits limits) {
        var computed = new LinkedHashMap<Double, AnalysisRun>();
        for (AnalysisRequest request : requests(study, limits)) {
            runs.newest(study.id(), request)
                    .ifPresent(run -> computed.put(request.method().confidence(), run));
        }
        return computed;
    }

    private boolean isUpToDate(Study study, Limits limits, Map<Double, AnalysisRun> computed) {
        long newest = counting.soFar(study.id()).upTo();
        return computed.size() == requests(study, limits).size()
                && computed.values().stream().allMatch(run -> run.upTo() >= newest);
    }

    private CheckedLimit checked(
            Study study,
            Limits limits,
            PlannedLimit limit,
            boolean planned,
            Sight sight,
            Map<Double, AnalysisRun> computed) {
        double level = level(study, limit);
        int smallest = Optional.ofNullable(limit.smallestGroup()).orElse(limits.smallest());
        var asked = new GateLine.Asked(limit.upperBoundAtMost(), smallest, level);
        AnalysisRun run = computed.get(level);
        List<GateGroups.Group> wanted = groups.of(study, limit);
        UnsurePolicy reading = reading(study, limit);
        GateFigures known = switch (sight) {
            case Sight.OfNothing() -> GateFigures.none("no release stands");
            case Sight.OfRelease(var release) ->
                GateFigures.released(figures, study, rubrics, groups, new GateFigures.Of(limit, reading, release));
            case Sight.OfNow() ->
                run == null
                        ? GateFigures.none("not computed yet")
                        : GateFigures.computed(figures.estimates(study, run, limit.question()), reading);
        };
        List<GateLine> lines = wanted.stream()
                .map(group -> GateLine.of(group.axis(), group.name(), known.of(group), asked))
                .toList();
        return new CheckedLimit(
                limit,
                planned,
                smallest,
                level,
                method(limit, wanted.size(), level),
                Verdict.ofAll(lines.stream().map(GateLine::verdict).toList()),
                lines);
    }

    /// A question without an Unsure has nothing to drop, one without an unsafe option nothing to merge.
    private UnsurePolicy reading(Study study, PlannedLimit limit) {
        return GateFigures.reading(rubrics.ofStudy(study.id()), limit);
    }

    /// The level of each interval; of several together to six digits, rounded up.
    private double level(Study study, PlannedLimit limit) {
        int family = limit.bounds() == PlannedLimit.Bounds.SINGLE
                ? 1
                : groups.of(study, limit).size();
        double error = 1 - Interval.STANDARD_CONFIDENCE;
        return family <= 1 ? Interval.STANDARD_CONFIDENCE : 1 - Math.floor(DIGITS * error / family) / DIGITS;
    }

    private static String method(PlannedLimit limit, int family, double level) {
        String each = "upper bound of the two-way cluster interval (raters and items) of " + GateLine.percent(level);
        if (family == 1) {
            return each;
        }
        return limit.bounds() == PlannedLimit.Bounds.SINGLE
                ? each + "; each group's holds by itself, not all " + family + " together"
                : each + "; all " + family + " hold together with at least 95 % (Bonferroni)";
    }
}
