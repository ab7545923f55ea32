package parallax.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parallax.analysis.GroupFigures;
import parallax.analysis.ItemFigures;
import parallax.analysis.QuestionFigures;
import parallax.analysis.StandingFigures;
import parallax.analysis.StoredEstimate;
import parallax.analytics.AnswerOptions;
import parallax.analytics.Estimate;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.analysis.Finding;
import parallax.analytics.analysis.Place;
import parallax.item.Item;
import parallax.item.Items;
import parallax.judgment.QuestionOptions;
import parallax.release.Release;
import parallax.release.ReleasedCell;
import parallax.release.ReleasedFigures;
import parallax.release.ReleasedQuestion;
import parallax.study.Population;
import parallax.study.StoredQuestion;
import parallax.study.Study;

/// The figures of a release in the forms in which figures of this moment are shown.
@ApplicationScoped
class FrozenFigures {
    private static final String SHARE = "pUnsafe";
    private static final Set<String> OVERVIEW = Set.of(SHARE, "pUnsafeDifference");

    private final ReleasedFigures released;
    private final Items items;

    FrozenFigures(ReleasedFigures released, Items items) {
        this.released = released;
        this.items = items;
    }

    /// @param axis null for everybody alone
    Distribution of(Release release, StoredQuestion question, Population.@Nullable Axis axis, UnsurePolicy unsure) {
        List<ReleasedCell> cells = released.of(release.id(), question.code(), code(axis), "");
        List<StoredEstimate> estimates =
                released.estimates(release.id(), question.code(), axis == null ? null : axis.code()).stream()
                        .filter(estimate -> isOfDistribution(estimate.finding(), unsure))
                        .toList();
        QuestionFigures figures = StandingFigures.figures(
                question, axis, unsure, estimates, release.made().at());
        Set<String> hidden = hiddenEverywhere(release, axis);
        hidden.addAll(hidden(cells));
        return distribution(release, figures, hidden, cells.isEmpty());
    }

    private static boolean isOfDistribution(Finding finding, UnsurePolicy unsure) {
        boolean share = finding.metric().equals(SHARE) && finding.level() == null;
        return finding.against() == null
                && finding.place().unsure().equals(unsure.label())
                && (share || finding.metric().equals("answerDistribution"));
    }

    Distribution ofItem(
            Release release, Study study, StoredQuestion question, Population.@Nullable Axis axis, long itemId) {
        String code = items.ofStudy(study.id(), itemId).map(Item::code).orElseThrow();
        List<ReleasedCell> all = released.of(release.id(), question.code(), code(axis), "");
        List<ReleasedCell> cells = released.of(release.id(), question.code(), code(axis), code);
        AnswerOptions options = QuestionOptions.of(question);
        Map<String, GroupFigures> shown = new LinkedHashMap<>();
        if (axis != null) {
            axis.groups().values().forEach(group -> shown.put(group, figures(study, options, group, null)));
        }
        ofGroups(all).forEach(cell -> shown.put(cell.group(), figures(study, options, cell.group(), null)));
        ofGroups(cells).forEach(cell -> shown.put(cell.group(), figures(study, options, cell.group(), cell.counts())));
        ReleasedCell everyone = everyone(cells);
        GroupFigures together =
                figures(study, options, GroupFigures.EVERYONE, everyone == null ? null : everyone.counts());
        Set<String> hidden = hiddenEverywhere(release, axis);
        if (everyone != null) {
            ofGroups(all).forEach(cell -> hidden.add(cell.group()));
            ofGroups(cells).forEach(cell -> hidden.remove(cell.group()));
        }
        int answered = everyone == null ? 0 : 1;
        var figures = new QuestionFigures(
                question.code(),
                code(axis),
                UnsurePolicy.CATEGORY,
                options.names(),
                answered,
                together,
                new ArrayList<>(shown.values()),
                release.made().at());
        return distribution(release, figures, hidden, all.isEmpty() || (everyone != null && everyone.hidden()));
    }

    private static GroupFigures figures(Study study, AnswerOptions options, String group, @Nullable List<Long> counts) {
        int[] cells = counts == null
                ? new int[options.size()]
                : counts.stream().mapToInt(Math::toIntExact).toArray();
        return ItemFigures.figures(group, options, cells, study.ratersKnown());
    }

    /// @param questions codes, in the order in which they are shown
    Overview overview(Release release, List<String> questions, Population.Axis axis, UnsurePolicy unsure) {
        List<StoredEstimate> estimates = released.estimates(release.id(), null, axis.code()).stream()
                .filter(estimate -> OVERVIEW.contains(estimate.finding().metric())
                        && estimate.finding().level() == null)
                .toList();
        List<ReleasedCell> cells = released.ofEveryQuestion(release.id(), axis.code());
        List<ShownEstimate> shown = new ArrayList<>();
        estimates.forEach(estimate -> shown.add(new ShownEstimate(estimate, Protection.none())));
        for (String question : questions) {
            List<ReleasedCell> own = of(question, cells);
            Set<String> hidden = hidden(of(ReleasedQuestion.PEOPLE, cells));
            hidden.addAll(hidden(own));
            for (String reading : readings(estimates, question, unsure)) {
                hidden.forEach(group -> shown.add(withheld(question, axis, group, reading)));
                if (own.isEmpty()) {
                    shown.add(withheld(question, null, null, reading));
                    groups(axis, cells).forEach(group -> shown.add(withheld(question, axis, group, reading)));
                }
            }
        }
        return Overview.of(
                questions,
                axis,
                unsure,
                new Overview.Source(shown, release.made().at(), release.number()));
    }

    private static Set<String> readings(List<StoredEstimate> estimates, String question, UnsurePolicy asked) {
        Set<String> readings = new TreeSet<>();
        estimates.stream()
                .filter(estimate -> estimate.question().equals(question))
                .forEach(estimate -> readings.add(estimate.finding().place().unsure()));
        return readings.isEmpty() ? Set.of(asked.label()) : readings;
    }

    private static Set<String> groups(Population.Axis axis, List<ReleasedCell> cells) {
        Set<String> groups = new LinkedHashSet<>(axis.groups().values());
        ofGroups(cells).forEach(cell -> groups.add(cell.group()));
        return groups;
    }

    private static ShownEstimate withheld(
            String question, Population.@Nullable Axis axis, @Nullable String group, String unsure) {
        Place place = new Place(question, axis == null ? null : axis.code(), group, null, unsure);
        Estimate nothing = Estimate.undefined(GroupDistribution.WHY_HIDDEN, "release", null, 0);
        return new ShownEstimate(
                new StoredEstimate(new Finding(place, SHARE, null, nothing, null), null), Protection.ofHidden());
    }

    private static Distribution distribution(
            Release release, QuestionFigures figures, Set<String> hidden, boolean everyoneHidden) {
        var shown = new ArrayList<GroupDistribution>();
        shown.add(
                everyoneHidden
                        ? GroupDistribution.hidden(GroupFigures.EVERYONE)
                        : GroupDistribution.of(figures.everyone(), Protection.none()));
        Set<String> left = new LinkedHashSet<>(hidden);
        for (GroupFigures group : figures.groups()) {
            left.remove(group.group());
            shown.add(
                    everyoneHidden || hidden.contains(group.group())
                            ? GroupDistribution.hidden(group.group())
                            : GroupDistribution.of(group, Protection.none()));
        }
        left.forEach(group -> shown.add(GroupDistribution.hidden(group)));
        return new Distribution(
                figures.question(),
                figures.axis(),
                figures.unsure().label(),
                figures.options(),
                figures.items(),
                shown,
                figures.asOf(),
                release.number());
    }

    /// Who is hidden among the raters, and so in every question that any of them answered, or none.
    private Set<String> hiddenEverywhere(Release release, Population.@Nullable Axis axis) {
        return axis == null
                ? new HashSet<>()
                : hidden(released.of(release.id(), ReleasedQuestion.PEOPLE, axis.code(), ""));
    }

    private static List<ReleasedCell> of(String question, List<ReleasedCell> cells) {
        return cells.stream().filter(cell -> cell.question().equals(question)).toList();
    }

    private static Set<String> hidden(List<ReleasedCell> cells) {
        Set<String> hidden = new HashSet<>();
        ofGroups(cells).stream().filter(ReleasedCell::hidden).forEach(cell -> hidden.add(cell.group()));
        return hidden;
    }

    private static List<ReleasedCell> ofGroups(List<ReleasedCell> cells) {
        return cells.stream().filter(cell -> !cell.axis().isEmpty()).toList();
    }

    private static @Nullable ReleasedCell everyone(List<ReleasedCell> cells) {
        return cells.stream().filter(cell -> cell.axis().isEmpty()).findFirst().orElse(null);
    }

    private static String code(Population.@Nullable Axis axis) {
        return axis == null ? "" : axis.code();
    }
}
