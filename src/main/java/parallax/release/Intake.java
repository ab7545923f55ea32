package parallax.release;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides whose new answers a release takes in: in everybody, and in each group that viewers have seen, those
/// of nobody or of as many raters as the least size. The others wait for a later release.
final class Intake {
    private Intake() {}

    /// A rater with answers that the release before had not, or had otherwise.
    ///
    /// @param groups by axis
    record Candidate(long rater, Map<String, String> groups) {}

    /// A group of an axis; everybody where both are empty, all groups that viewers have not seen where the group
    /// alone is.
    record Region(String axis, String group) {
        static final Region EVERYBODY = new Region("", "");

        String inWords() {
            return axis.isEmpty() ? "all" : axis + (group.isEmpty() ? ", groups not shown so far" : ": " + group);
        }
    }

    /// What earlier releases showed.
    ///
    /// @param visible the groups with shown figures
    /// @param lost how many raters are there no more, by region; none where nobody is
    record Seen(Set<Region> visible, Map<Region, Integer> lost) {
        static final Seen NOTHING = new Seen(Set.of(), Map.of());

        Region regionOf(String axis, String group) {
            var region = new Region(axis, group);
            return visible.contains(region) ? region : new Region(axis, "");
        }
    }

    /// @param taken whose new answers come in
    /// @param tooFew groups that lost raters since the release before, and have not enough new ones to hide it
    record Outcome(Set<Long> taken, List<Region> tooFew) {}

    static Outcome of(List<Candidate> candidates, Seen seen, int least) {
        Map<Region, Set<Long>> regions = regions(candidates, seen);
        Set<Long> taken = new HashSet<>();
        candidates.forEach(candidate -> taken.add(candidate.rater()));
        boolean again = true;
        while (again) {
            again = false;
            for (Map.Entry<Region, Set<Long>> region : regions.entrySet()) {
                Set<Long> own = new HashSet<>(region.getValue());
                own.retainAll(taken);
                if (!own.isEmpty() && own.size() < least && seen.lost().getOrDefault(region.getKey(), 0) == 0) {
                    taken.removeAll(own);
                    again = true;
                }
            }
        }
        var tooFew = new ArrayList<Region>();
        seen.lost().forEach((region, lost) -> {
            Set<Long> own = new HashSet<>(regions.getOrDefault(region, Set.of()));
            own.retainAll(taken);
            if (lost > 0 && own.size() < least) {
                tooFew.add(region);
            }
        });
        return new Outcome(taken, tooFew);
    }

    private static Map<Region, Set<Long>> regions(List<Candidate> candidates, Seen seen) {
        Map<Region, Set<Long>> regions = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            regions.computeIfAbsent(Region.EVERYBODY, region -> new HashSet<>()).add(candidate.rater());
            candidate.groups().forEach((axis, group) -> {
                regions.computeIfAbsent(seen.regionOf(axis, group), region -> new HashSet<>())
                        .add(candidate.rater());
            });
        }
        return regions;
    }
}
