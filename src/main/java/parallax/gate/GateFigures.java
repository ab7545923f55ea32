package parallax.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.analysis.PlannedLimit;
import parallax.analytics.Estimate;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.analysis.Finding;
import parallax.disclosure.Distribution;
import parallax.disclosure.GroupDistribution;
import parallax.disclosure.Protection;
import parallax.disclosure.ShownEstimate;
import parallax.disclosure.ShownFigures;
import parallax.disclosure.Sight;
import parallax.release.Release;
import parallax.study.Population;
import parallax.study.Reading;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;

/// The shares that a limit is held against, as they may be shown.
///
/// @param byGroup what is known of each
/// @param otherwise why nothing is known of any other
record GateFigures(Map<GateGroups.Group, GateLine.Known> byGroup, String otherwise) {
    private static final String SHARE = "pUnsafe";

    /// What is read of a release.
    record Of(PlannedLimit limit, UnsurePolicy reading, Release release) {}

    GateLine.Known of(GateGroups.Group group) {
        return byGroup.getOrDefault(group, new GateLine.Known(null, null, Protection.open(), otherwise));
    }

    static GateFigures none(String why) {
        return new GateFigures(Map.of(), why);
    }

    /// Of an analysis of the limit's question.
    static GateFigures computed(List<ShownEstimate> estimates, UnsurePolicy reading) {
        var known = new HashMap<GateGroups.Group, GateLine.Known>();
        for (ShownEstimate shown : estimates) {
            Finding finding = shown.stored().finding();
            if (finding.metric().equals(SHARE)
                    && finding.level() == null
                    && finding.against() == null
                    && finding.place().unsure().equals(reading.label())) {
                known.put(
                        group(finding),
                        new GateLine.Known(finding.estimate(), shown.stored().nAnswers(), shown.protection(), ""));
            }
        }
        return new GateFigures(known, "nobody of this group has answered");
    }

    private static GateGroups.Group group(Finding finding) {
        return finding.axis() == null
                ? GateGroups.Group.EVERYONE
                : new GateGroups.Group(finding.axis(), String.valueOf(finding.group()));
    }

    static GateFigures released(ShownFigures figures, Study study, Rubrics rubrics, GateGroups groups, Of of) {
        if (of.reading() == UnsurePolicy.MERGE) {
            return none("a release has no figures with Unsure merged into the answers that are not unsafe");
        }
        StoredQuestion question = question(rubrics.ofStudy(study.id()), of.limit());
        if (question == null) {
            return none("the release shows nothing of this question");
        }
        var known = new HashMap<GateGroups.Group, GateLine.Known>();
        List<String> axes = of.limit().axes();
        if (axes.isEmpty()) {
            distribution(figures, study, question, null, of)
                    .forEach(group -> known.put(GateGroups.Group.EVERYONE, known(group)));
        }
        for (String code : axes) {
            Population.Axis axis = groups.axis(study, code);
            if (axis != null) {
                distribution(figures, study, question, axis, of).stream()
                        .skip(1)
                        .forEach(group -> known.put(new GateGroups.Group(code, group.group()), known(group)));
            }
        }
        return new GateFigures(known, "a release has no figures of two axes together");
    }

    private static List<GroupDistribution> distribution(
            ShownFigures figures, Study study, StoredQuestion question, Population.@Nullable Axis axis, Of of) {
        return figures.of(study, question, axis, of.reading(), new Sight.OfRelease(of.release()), null)
                .map(Distribution::groups)
                .orElse(List.of());
    }

    private static GateLine.Known known(GroupDistribution group) {
        Estimate share = group.pUnsafe();
        boolean nobody = share != null && Objects.equals(group.nAnswers(), 0L);
        return new GateLine.Known(
                nobody ? null : share,
                nobody ? null : group.nAnswers(),
                group.protection(),
                group.hidden() ? GroupDistribution.WHY_HIDDEN : "nobody of this group has answered");
    }

    /// What Unsure counts as in a limit's question: one without an Unsure has nothing to drop, one without an
    /// unsafe option nothing to merge.
    static UnsurePolicy reading(StoredRubric rubric, PlannedLimit limit) {
        StoredQuestion question = question(rubric, limit);
        if (question == null) {
            return limit.unsure();
        }
        return switch (limit.unsure()) {
            case CATEGORY -> UnsurePolicy.CATEGORY;
            case DROP -> question.reading(Reading.UNSURE).isPresent() ? UnsurePolicy.DROP : UnsurePolicy.CATEGORY;
            case MERGE -> question.reading(Reading.UNSAFE).isPresent() ? UnsurePolicy.MERGE : UnsurePolicy.CATEGORY;
        };
    }

    private static @Nullable StoredQuestion question(StoredRubric rubric, PlannedLimit limit) {
        return rubric.counted()
                .filter(question -> question.code().equals(limit.question()))
                .findFirst()
                .orElse(null);
    }
}
