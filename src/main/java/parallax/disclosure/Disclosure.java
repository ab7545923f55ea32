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
import parallax.analysis.GroupFigures;
import parallax.analysis.QuestionFigures;
import parallax.analysis.StoredEstimate;
import parallax.analytics.analysis.Finding;
import parallax.release.LeastGroup;
import parallax.release.Suppression;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Which groups of a study are not for showing, in figures of this moment, which are for those alone who may read
/// single judgments: those of too few raters, and as many more as would let them be deduced ([Suppression]).
/// They are shown, and marked. Where raters are unknown nobody can be told apart, and nothing is marked.
///
/// @param least fewer raters than this are not for showing
/// @param ratersKnown whether the data say who answered
public record Disclosure(int least, boolean ratersKnown) {
    public static Disclosure of(Study study) {
        return new Disclosure(LeastGroup.of(study), study.ratersKnown());
    }

    /// The fewest raters whose shares go into files beside single judgments.
    public static int leastShown(Study study, StudyAccess.Rights rights) {
        return rights.mayDesign() ? LeastGroup.inForce(study.sampling().minGroup()) : LeastGroup.of(study);
    }

    /// The figures of one question.
    public Distribution show(QuestionFigures figures) {
        return distribution(
                figures, small(figures), isOfTooFew(figures.everyone().nRaters()));
    }

    /// The answers to one item.
    ///
    /// @param study the figures of the same question and axis over all items: what is not for showing there is
    ///   not here
    public Distribution showItem(QuestionFigures study, QuestionFigures item) {
        Set<String> small = new HashSet<>(small(study));
        List<Integer> answers = item.groups().stream()
                .map(group -> small.contains(group.group()) ? 0 : Math.toIntExact(group.nAnswers()))
                .toList();
        Suppression.hidden(answers, least)
                .forEach(group -> small.add(item.groups().get(group).group()));
        boolean everyone = item.everyone().nAnswers() < least;
        if (everyone) {
            item.groups().forEach(group -> small.add(group.group()));
        }
        return distribution(item, ratersKnown ? small : Set.of(), ratersKnown && everyone);
    }

    /// The estimates of an analysis: what is about a small group, or compares with one, is marked, and so is a
    /// figure over a whole axis with a small group.
    public List<ShownEstimate> show(List<StoredEstimate> estimates) {
        Map<AxisReading, Set<String>> small = new HashMap<>();
        ratersByAxis(estimates).forEach((axis, raters) -> small.put(axis, small(raters)));
        return estimates.stream()
                .map(estimate -> new ShownEstimate(estimate, Protection.ofSmall(isSmall(estimate, small))))
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

    private boolean isOfTooFew(@Nullable Integer raters) {
        return ratersKnown && raters != null && raters > 0 && raters < least;
    }

    private boolean isSmall(StoredEstimate estimate, Map<AxisReading, Set<String>> smallOfAxis) {
        Finding finding = estimate.finding();
        boolean ofFew = isOfTooFew(finding.estimate().nRaters());
        if (ofFew && (isOfSteadiness(estimate) || finding.axis() == null)) {
            return true;
        }
        Set<String> small = smallOfAxis.getOrDefault(AxisReading.of(estimate), Set.of());
        String group = finding.group();
        String against = finding.against();
        return finding.axis() != null
                && !small.isEmpty()
                && (group == null || small.contains(group) || (against != null && small.contains(against)));
    }

    private Set<String> small(QuestionFigures figures) {
        Map<String, Integer> raters = new LinkedHashMap<>();
        for (GroupFigures group : figures.groups()) {
            Integer own = group.nRaters();
            raters.put(group.group(), own == null ? 0 : own);
        }
        return small(raters);
    }

    private Set<String> small(Map<String, Integer> raters) {
        return ratersKnown ? hidden(raters, least) : Set.of();
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

    private static Distribution distribution(QuestionFigures figures, Set<String> small, boolean everyone) {
        var shown = new ArrayList<GroupDistribution>();
        shown.add(GroupDistribution.of(figures.everyone(), Protection.ofSmall(everyone)));
        for (GroupFigures group : figures.groups()) {
            shown.add(GroupDistribution.of(group, Protection.ofSmall(small.contains(group.group()))));
        }
        return new Distribution(
                figures.question(),
                figures.axis(),
                figures.unsure().label(),
                figures.options(),
                figures.items(),
                shown,
                figures.asOf(),
                null);
    }
}
