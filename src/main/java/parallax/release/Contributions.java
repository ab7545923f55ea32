package parallax.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who has judged which item by which judgment, now and in every release so far.
///
/// @param now rater → item → judgment
/// @param unnamed judgments of raters who are not known
/// @param groups rater → axis → group
/// @param past releases, the oldest first
record Contributions(
        Map<Long, Map<Long, Long>> now, Set<Long> unnamed, Map<Long, Map<String, String>> groups, List<Past> past) {

    /// What an earlier release counted.
    ///
    /// @param kept rater → item → judgment, of those that are there still
    /// @param lost how many judgments of an item are there no more
    /// @param lostRaters how many raters are there no more
    /// @param shownItems codes of the items whose answers by everybody it showed
    /// @param raters by region, of the groups that it showed and of everybody
    /// @param unnamed judgments of raters who are not known
    record Past(
            Map<Long, Map<Long, Long>> kept,
            Map<Long, Integer> lost,
            int lostRaters,
            Set<String> shownItems,
            Map<Intake.Region, Integer> raters,
            Set<Long> unnamed) {}

    @Nullable
    Past last() {
        return past.isEmpty() ? null : past.getLast();
    }

    Map<String, String> groupsOf(long rater) {
        return groups.getOrDefault(rater, Map.of());
    }

    /// The raters with answers that the last release had not, or had otherwise.
    List<Intake.Candidate> candidates() {
        Past last = last();
        var candidates = new ArrayList<Intake.Candidate>();
        now.forEach((rater, judgments) -> {
            if (last == null || !judgments.equals(last.kept().get(rater))) {
                candidates.add(new Intake.Candidate(rater, groupsOf(rater)));
            }
        });
        return candidates;
    }

    Intake.Seen seen() {
        Past last = last();
        if (last == null) {
            return Intake.Seen.NOTHING;
        }
        Set<Intake.Region> visible = new HashSet<>();
        past.forEach(release -> visible.addAll(release.raters().keySet()));
        visible.remove(Intake.Region.EVERYBODY);
        Map<Intake.Region, Integer> there = new HashMap<>();
        last.kept()
                .keySet()
                .forEach(rater -> groupsOf(rater)
                        .forEach((axis, group) -> there.merge(new Intake.Region(axis, group), 1, Integer::sum)));
        Map<Intake.Region, Integer> lost = new HashMap<>();
        lost.put(Intake.Region.EVERYBODY, last.lostRaters());
        Map<String, Integer> explained = new HashMap<>();
        for (Intake.Region region : visible) {
            Integer before = last.raters().get(region);
            int gone = before == null ? last.lostRaters() : Math.abs(before - there.getOrDefault(region, 0));
            lost.put(region, gone);
            explained.merge(region.axis(), before == null ? 0 : gone, Integer::sum);
        }
        groups.values()
                .forEach(own -> own.forEach((axis, group) -> {
                    if (!visible.contains(new Intake.Region(axis, group))) {
                        int rest = last.lostRaters() - explained.getOrDefault(axis, 0);
                        boolean moved = last.lostRaters() == 0 && explained.getOrDefault(axis, 0) > 0;
                        lost.put(new Intake.Region(axis, ""), moved ? 1 : Math.max(0, rest));
                    }
                }));
        return new Intake.Seen(visible, lost);
    }

    /// What a release counts that takes in the new answers of these raters.
    Map<Long, Map<Long, Long>> with(Set<Long> taken) {
        Map<Long, Map<Long, Long>> read = new HashMap<>();
        Past last = last();
        if (last != null) {
            read.putAll(last.kept());
        }
        now.forEach((rater, judgments) -> {
            if (taken.contains(rater)) {
                read.put(rater, judgments);
            }
        });
        return read;
    }

    /// How many raters of the last release have other answers in the next, or none.
    int changed(Set<Long> taken) {
        Past last = last();
        return last == null
                ? 0
                : last.lostRaters()
                        + (int) taken.stream().filter(last.kept()::containsKey).count();
    }

    /// @param read what the new release counts
    /// @param itemIds by code
    /// @param unsettled axes whose groups lost raters or exchanged them
    Steps steps(Map<Long, Map<Long, Long>> read, Map<String, Long> itemIds, Set<String> unsettled, int least) {
        return new Steps() {
            @Override
            public boolean mayShow(String item) {
                Past origin = origin(item);
                long id = Objects.requireNonNull(itemIds.get(item));
                return origin == null
                        || enough(
                                changed(origin, read, id).size(), origin.lost().getOrDefault(id, 0));
            }

            @Override
            public boolean mayShow(String item, String axis) {
                Past origin = origin(item);
                if (origin == null) {
                    return true;
                }
                long id = Objects.requireNonNull(itemIds.get(item));
                int lost = origin.lost().getOrDefault(id, 0) + (unsettled.contains(axis) ? 1 : 0);
                Map<String, Integer> byGroup = new HashMap<>();
                read.keySet()
                        .forEach(rater -> byGroup.putIfAbsent(groupsOf(rater).getOrDefault(axis, ""), 0));
                changed(origin, read, id)
                        .forEach(rater -> byGroup.merge(groupsOf(rater).getOrDefault(axis, ""), 1, Integer::sum));
                return byGroup.values().stream().allMatch(changed -> enough(changed, lost));
            }

            private boolean enough(int changed, int lost) {
                return changed + lost == 0 || changed >= least;
            }
        };
    }

    private @Nullable Past origin(String item) {
        return past.reversed().stream()
                .filter(release -> release.shownItems().contains(item))
                .findFirst()
                .orElse(null);
    }

    private static Set<Long> changed(Past origin, Map<Long, Map<Long, Long>> read, long item) {
        Set<Long> changed = new HashSet<>();
        Set<Long> raters = new HashSet<>(read.keySet());
        raters.addAll(origin.kept().keySet());
        for (long rater : raters) {
            Long then = origin.kept().getOrDefault(rater, Map.of()).get(item);
            Long now = read.getOrDefault(rater, Map.of()).get(item);
            if (!Objects.equals(then, now)) {
                changed.add(rater);
            }
        }
        return changed;
    }
}
