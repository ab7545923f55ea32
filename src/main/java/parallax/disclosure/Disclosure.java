package parallax.disclosure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Audience;
import parallax.analysis.GroupFigures;
import parallax.analysis.QuestionFigures;
import parallax.analysis.StoredEstimate;
import parallax.analytics.Estimate;
import parallax.analytics.analysis.Finding;
import parallax.identity.InstallationRules;
import parallax.release.Suppression;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// What one viewer may be shown of one study's figures: how fresh they are, and which groups are hidden.
/// The one place where this is decided, for pages and the API alike.
///
/// Groups of fewer raters than the study's least size, or the whole installation's, are hidden from
/// everybody, with as many more as would let them be deduced ([Suppression]). Whoever may not read
/// individual judgments is, of one item, shown only what at least as many answers stand behind. Where
/// raters are unknown nobody can be told apart, and nothing is hidden.
///
/// @param audience decides which judgments the figures include
/// @param readsRows whether the viewer may read individual judgments
/// @param minGroup fewer raters than this are not shown
/// @param ratersKnown whether the data say who answered
public record Disclosure(Audience audience, boolean readsRows, int minGroup, boolean ratersKnown) {
    public static Disclosure of(Study study, StudyAccess.Rights rights) {
        return new Disclosure(
                rights.mayDesign() ? Audience.STAFF : Audience.VIEWERS,
                rights.mayExport(),
                leastShown(study, rights),
                study.ratersKnown());
    }

    /// The fewest raters whose answers a viewer may be shown.
    public static int leastShown(Study study, StudyAccess.Rights rights) {
        return rights.mayDesign() ? inForce(study.sampling().minGroup()) : leastForViewers(study);
    }

    /// The fewest raters whose answers are shown to anybody who does not design the study.
    static int leastForViewers(Study study) {
        return inForce(study.sampling().leastForViewers());
    }

    /// What an owner ruled for every study holds for those too that say less, or were begun before.
    private static int inForce(int least) {
        return Math.max(least, InstallationRules.inForce().leastGroup());
    }

    /// The figures of one question as they may be shown.
    public Distribution show(QuestionFigures figures) {
        return distribution(figures, hidden(figures), hidesEveryone(figures));
    }

    /// The answers to one item as they may be shown.
    ///
    /// @param study the figures of the same question and axis over all items: what is hidden there is
    ///   hidden here
    public Distribution showItem(QuestionFigures study, QuestionFigures item) {
        Set<String> hidden = hidden(study);
        if (readsRows) {
            boolean everyoneHidden = false;
            return distribution(item, hidden, everyoneHidden);
        }
        List<Integer> answers = item.groups().stream()
                .map(group -> hidden.contains(group.group()) ? 0 : Math.toIntExact(group.nAnswers()))
                .toList();
        Set<String> more = new HashSet<>(hidden);
        Suppression.hidden(answers, minGroup)
                .forEach(group -> more.add(item.groups().get(group).group()));
        boolean everyoneHidden = item.everyone().nAnswers() < minGroup;
        if (everyoneHidden) {
            item.groups().forEach(group -> more.add(group.group()));
        }
        return distribution(item, more, everyoneHidden);
    }

    /// The fewest answers that an item must have for its figures to be shown.
    public int leastAnswersOfItem() {
        return readsRows ? 1 : minGroup;
    }

    /// The estimates of an analysis as they may be shown: what is about a hidden group, or compares with
    /// one, is undefined, and so is a figure over a whole axis with a hidden group.
    public List<StoredEstimate> show(List<StoredEstimate> estimates) {
        Map<AxisReading, Set<String>> hidden = new HashMap<>();
        ratersByAxis(estimates).forEach((axis, raters) -> hidden.put(axis, hidden(raters)));
        return estimates.stream()
                .map(estimate -> isHidden(estimate, hidden) ? withheld(estimate) : estimate)
                .toList();
    }

    /// One axis under one reading of one question.
    ///
    /// @param steadiness whether it is of those raters alone who answered an item twice, who may be few in a
    ///     large group
    private record AxisReading(
            String question, String unsure, @Nullable String axis, boolean steadiness) {
        static AxisReading of(StoredEstimate estimate) {
            return new AxisReading(
                    estimate.question(),
                    estimate.finding().place().unsure(),
                    estimate.finding().axis(),
                    isOfSteadiness(estimate));
        }
    }

    /// The raters of every group, as the estimates that are about the group alone tell them.
    private static Map<AxisReading, Map<String, Integer>> ratersByAxis(List<StoredEstimate> estimates) {
        Map<AxisReading, Map<String, Integer>> raters = new HashMap<>();
        for (StoredEstimate estimate : estimates) {
            Finding finding = estimate.finding();
            Integer own = finding.estimate().nRaters();
            if (finding.axis() != null && finding.group() != null && finding.against() == null) {
                raters.computeIfAbsent(AxisReading.of(estimate), axis -> new LinkedHashMap<>())
                        .merge(finding.group(), own == null ? 0 : own, Math::max);
            }
        }
        return raters;
    }

    private static boolean isOfSteadiness(StoredEstimate estimate) {
        return estimate.finding().metric().startsWith("testRetest");
    }

    private boolean isOfFew(StoredEstimate estimate) {
        return isOfSteadiness(estimate)
                && isOfTooFew(estimate.finding().estimate().nRaters());
    }

    private boolean isOfTooFew(@Nullable Integer raters) {
        return ratersKnown && raters != null && raters > 0 && raters < minGroup;
    }

    /// The estimates of an analysis that leaves raters out. Beside those of everybody they would tell what the
    /// few who are left out answered, so that they are for those alone who may read individual judgments.
    public List<StoredEstimate> showWithoutExcluded(List<StoredEstimate> estimates) {
        return readsRows
                ? show(estimates)
                : estimates.stream().map(Disclosure::withheld).toList();
    }

    private boolean isHidden(StoredEstimate estimate, Map<AxisReading, Set<String>> hiddenOfAxis) {
        Finding finding = estimate.finding();
        if (isOfFew(estimate)) {
            return true;
        }
        if (finding.axis() == null && isOfTooFew(finding.estimate().nRaters())) {
            return true;
        }
        Set<String> hidden = hiddenOfAxis.getOrDefault(AxisReading.of(estimate), Set.of());
        String group = finding.group();
        String against = finding.against();
        return finding.axis() != null
                && !hidden.isEmpty()
                && (group == null || hidden.contains(group) || (against != null && hidden.contains(against)));
    }

    private static StoredEstimate withheld(StoredEstimate estimate) {
        Finding finding = estimate.finding();
        Estimate nothing = Estimate.undefined(
                GroupDistribution.WHY_HIDDEN, finding.estimate().method(), null, 0);
        return new StoredEstimate(new Finding(finding.place(), finding.metric(), finding.level(), nothing, null), null);
    }

    private Set<String> hidden(QuestionFigures figures) {
        Map<String, Integer> raters = new LinkedHashMap<>();
        for (GroupFigures group : figures.groups()) {
            Integer own = group.nRaters();
            raters.put(group.group(), own == null ? 0 : own);
        }
        return hidden(raters);
    }

    private Set<String> hidden(Map<String, Integer> raters) {
        if (!ratersKnown) {
            return Set.of();
        }
        return hidden(raters, minGroup);
    }

    /// Which groups are hidden where single judgments are handed out together with shares of groups.
    ///
    /// @param raters of each group of an axis
    /// @param least fewer than this are not shown, as [#leastShown] says
    public static Set<String> hidden(Map<String, Integer> raters, int least) {
        List<String> names = List.copyOf(raters.keySet());
        Set<String> hidden = new TreeSet<>();
        Suppression.hidden(List.copyOf(raters.values()), least).forEach(group -> hidden.add(names.get(group)));
        return hidden;
    }

    private boolean hidesEveryone(QuestionFigures figures) {
        return isOfTooFew(figures.everyone().nRaters());
    }

    private static Distribution distribution(QuestionFigures figures, Set<String> hidden, boolean everyoneHidden) {
        var shown = new ArrayList<GroupDistribution>();
        shown.add(
                everyoneHidden
                        ? GroupDistribution.hidden(GroupFigures.EVERYONE)
                        : GroupDistribution.of(figures.everyone()));
        for (GroupFigures group : figures.groups()) {
            shown.add(
                    hidden.contains(group.group())
                            ? GroupDistribution.hidden(group.group())
                            : GroupDistribution.of(group));
        }
        return new Distribution(
                figures.question(),
                figures.axis(),
                figures.unsure().label(),
                figures.options(),
                figures.items(),
                shown,
                figures.asOf());
    }
}
