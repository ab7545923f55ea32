package parallax.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parallax.release.QuestionCounts.AxisCounts;
import parallax.release.ReleasedQuestion.ReleasedAxis;
import parallax.release.ReleasedQuestion.ReleasedGroup;
import parallax.release.ReleasedQuestion.Totals;

/// Decides what of one question a release shows: small groups are hidden, and as much besides as keeps them from
/// being worked out. Of an item, groups are shown only where each of them has enough raters on it.
final class Hiding {
    private final int least;
    private final Steps steps;
    private final Map<String, Set<String>> everywhere;

    /// How much is hidden beyond what seems necessary, after the auditor found a way in.
    enum Care {
        USUAL,
        HIDE_GROUPS,
        HIDE_ITEMS,
        HIDE_QUESTION;

        Care more() {
            return switch (this) {
                case USUAL -> HIDE_GROUPS;
                case HIDE_GROUPS -> HIDE_ITEMS;
                case HIDE_ITEMS, HIDE_QUESTION -> HIDE_QUESTION;
            };
        }
    }

    /// @param least fewer raters than this are not shown
    /// @param people how many raters the release counts, by axis and group: who is hidden there is hidden in
    ///   every question
    Hiding(int least, Steps steps, Map<String, Map<String, Integer>> people) {
        this.least = least;
        this.steps = steps;
        Map<String, Set<String>> hidden = new HashMap<>();
        people.forEach((axis, ofGroup) -> {
            List<String> names = List.copyOf(ofGroup.keySet());
            Set<String> small = new HashSet<>();
            Suppression.hidden(List.copyOf(ofGroup.values()), least).forEach(group -> small.add(names.get(group)));
            hidden.put(axis, small);
        });
        this.everywhere = hidden;
    }

    /// How many raters the release counts in each group.
    ReleasedQuestion people(Map<String, Map<String, Integer>> people, int raters) {
        var axes = new ArrayList<ReleasedAxis>();
        people.forEach((axis, ofGroup) -> {
            var groups = new ArrayList<ReleasedGroup>();
            ofGroup.forEach((group, own) -> groups.add(
                    everywhere.getOrDefault(axis, Set.of()).contains(group)
                            ? ReleasedGroup.hidden(group)
                            : new ReleasedGroup(group, new Totals(own, List.of()), Map.of())));
            axes.add(new ReleasedAxis(axis, groups));
        });
        return new ReleasedQuestion(ReleasedQuestion.PEOPLE, List.of(), new Totals(raters, List.of()), Map.of(), axes);
    }

    /// @return nothing where no figure of the question can be shown
    Optional<ReleasedQuestion> of(QuestionCounts question, Care care) {
        Integer raters = question.raters();
        if ((raters != null && raters < least) || care == Care.HIDE_QUESTION) {
            return Optional.empty();
        }
        Set<Integer> shown = raters == null ? all(question) : items(question, care);
        boolean oneItemHidden = question.items().size() == 1 && shown.isEmpty();
        if (oneItemHidden) {
            return Optional.empty();
        }
        var axes = new ArrayList<ReleasedAxis>();
        for (AxisCounts axis : question.axes()) {
            ReleasedAxis found = axis(question, axis, shown, care);
            if (found == null) {
                return Optional.empty();
            }
            axes.add(found);
        }
        Map<String, @Nullable List<Long>> items = new LinkedHashMap<>();
        for (int item = 0; item < question.items().size(); item++) {
            items.put(question.items().get(item), shown.contains(item) ? boxed(question.everyone()[item]) : null);
        }
        return Optional.of(new ReleasedQuestion(
                question.question(), question.options(), new Totals(raters, question.totals()), items, axes));
    }

    private static Set<Integer> all(QuestionCounts question) {
        var all = new TreeSet<Integer>();
        for (int item = 0; item < question.items().size(); item++) {
            all.add(item);
        }
        return all;
    }

    private static List<Long> boxed(long[] counts) {
        var boxed = new ArrayList<Long>();
        for (long count : counts) {
            boxed.add(count);
        }
        return boxed;
    }

    /// The items whose answers by everybody are shown.
    private Set<Integer> items(QuestionCounts question, Care care) {
        Set<Integer> shown = new TreeSet<>();
        if (care == Care.HIDE_ITEMS) {
            return shown;
        }
        for (int item : all(question)) {
            if (QuestionCounts.sum(question.everyone()[item]) >= least
                    && steps.mayShow(question.items().get(item))) {
                shown.add(item);
            }
        }
        Set<Integer> hidden = all(question);
        hidden.removeAll(shown);
        while (!hidden.isEmpty() && !shown.isEmpty()) {
            int lacking = lacking(question, hidden);
            boolean enough = hidden.size() >= 2
                    && lacking < 0
                    && hidden.stream()
                                    .mapToLong(item -> QuestionCounts.sum(question.everyone()[item]))
                                    .sum()
                            >= least;
            if (enough) {
                break;
            }
            int next = fewest(question, shown, item -> lacking < 0 || question.everyone()[item][lacking] > 0);
            shown.remove(next);
            hidden.add(next);
        }
        return shown;
    }

    /// An option that somebody chose, and nobody on the hidden items; −1 if there is none.
    private static int lacking(QuestionCounts question, Set<Integer> hidden) {
        for (int option = 0; option < question.options().size(); option++) {
            int of = option;
            boolean some = hidden.stream().anyMatch(item -> question.everyone()[item][of] > 0);
            if (!some && question.total(option) > 0) {
                return option;
            }
        }
        return -1;
    }

    private static int fewest(QuestionCounts question, Set<Integer> items, java.util.function.IntPredicate preferred) {
        Comparator<Integer> byAnswers = Comparator.comparing(item -> QuestionCounts.sum(question.everyone()[item]));
        return items.stream()
                .filter(preferred::test)
                .min(byAnswers)
                .orElseGet(() -> items.stream().min(byAnswers).orElseThrow());
    }

    private @Nullable ReleasedAxis axis(QuestionCounts question, AxisCounts axis, Set<Integer> shownItems, Care care) {
        List<Integer> present = axis.present();
        Set<Integer> hidden = hiddenGroups(question, axis);
        if (present.size() == 1) {
            return hidden.isEmpty() ? released(question, axis, hidden, shownItems) : null;
        }
        if (care != Care.USUAL) {
            hidden.addAll(present);
        }
        boolean oneItem = question.items().size() == 1; // which is all items together
        Set<Integer> open = oneItem ? shownItems : Set.of();
        if (hidden.isEmpty() && !oneItem) {
            Optional<Set<Integer>> found =
                    ItemRows.open(question, axis, shownItems, candidates(question, axis, shownItems));
            if (found.isEmpty()) {
                hidden.addAll(present);
            }
            open = found.orElse(Set.of());
        }
        return released(question, axis, hidden, open);
    }

    /// The items of which each group has enough raters.
    private Set<Integer> candidates(QuestionCounts question, AxisCounts axis, Set<Integer> shownItems) {
        var open = new TreeSet<Integer>();
        for (int item : shownItems) {
            boolean enough =
                    axis.present().stream().allMatch(group -> QuestionCounts.sum(axis.cells()[group][item]) >= least);
            if (enough && steps.mayShow(question.items().get(item), axis.axis())) {
                open.add(item);
            }
        }
        return open;
    }

    private Set<Integer> hiddenGroups(QuestionCounts question, AxisCounts axis) {
        Set<String> names = everywhere.getOrDefault(axis.axis(), Set.of());
        Set<Integer> already = new HashSet<>();
        List<Integer> raters = new ArrayList<>();
        for (int group = 0; group < axis.groups().size(); group++) {
            raters.add(axis.raters()[group]);
            if (names.contains(axis.groups().get(group))) {
                already.add(group);
            }
        }
        Set<Integer> hidden = new TreeSet<>(Suppression.hidden(raters, least, already));
        List<Integer> present = axis.present();
        while (!hidden.isEmpty() && hidden.size() < present.size()) {
            int lacking = lacking(question, axis, hidden);
            if (lacking < 0) {
                break;
            }
            hidden.add(present.stream()
                    .filter(group -> !hidden.contains(group))
                    .min(Comparator.comparing((Integer group) -> axis.total(group, lacking) == 0)
                            .thenComparing(group -> axis.raters()[group]))
                    .orElseThrow());
        }
        return hidden;
    }

    /// An option that the hidden groups chose so rarely that little of it stays open; −1 if there is none.
    private int lacking(QuestionCounts question, AxisCounts axis, Set<Integer> hidden) {
        for (int option = 0; option < question.options().size(); option++) {
            int of = option;
            long rest =
                    hidden.stream().mapToLong(group -> axis.total(group, of)).sum();
            if (rest < Math.min(least, question.total(option))) {
                return option;
            }
        }
        return -1;
    }

    private static ReleasedAxis released(
            QuestionCounts question, AxisCounts axis, Set<Integer> hidden, Set<Integer> open) {
        var groups = new ArrayList<ReleasedGroup>();
        for (int group = 0; group < axis.groups().size(); group++) {
            String name = axis.groups().get(group);
            if (hidden.contains(group)) {
                groups.add(ReleasedGroup.hidden(name));
                continue;
            }
            Map<String, List<Long>> items = new HashMap<>();
            for (int item : open) {
                items.put(question.items().get(item), boxed(axis.cells()[group][item]));
            }
            groups.add(new ReleasedGroup(
                    name,
                    new Totals(
                            axis.raters()[group],
                            axis.totals(group, question.options().size())),
                    items));
        }
        return new ReleasedAxis(axis.axis(), groups);
    }
}
