package parallax.analytics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One way of dividing raters into groups that do not overlap: an attribute such as age, or an
/// intersection of several.
///
/// A rater without a value is in no group of the axis, and so in nobody's "everyone else" either.
public final class Axis {
    /// The position of a rater who has no value on the axis.
    public static final int NO_GROUP = -1;

    private final String name;
    private final List<RaterGroup> groups;
    private final int[] groupOfRater;

    private Axis(String name, List<RaterGroup> groups, int[] groupOfRater) {
        this.name = name;
        this.groups = List.copyOf(groups);
        this.groupOfRater = groupOfRater;
    }

    /// An axis from each rater's value, in the order of the raters; null where the rater has none. Groups
    /// are sorted by name.
    public static Axis of(String name, List<@Nullable String> valueOfRater) {
        TreeSet<String> values = new TreeSet<>();
        for (String value : valueOfRater) {
            if (value != null) {
                values.add(value);
            }
        }
        Map<String, Integer> position = new LinkedHashMap<>();
        List<RaterGroup> groups = new ArrayList<>();
        for (String value : values) {
            position.put(value, groups.size());
            groups.add(RaterGroup.of(name, value));
        }
        int[] groupOfRater = new int[valueOfRater.size()];
        for (int rater = 0; rater < groupOfRater.length; rater++) {
            String value = valueOfRater.get(rater);
            Integer group = value == null ? null : position.get(value);
            groupOfRater[rater] = group == null ? NO_GROUP : group;
        }
        return new Axis(name, groups, groupOfRater);
    }

    /// One group of everybody.
    public static Axis everyone(int raters) {
        return new Axis("everyone", List.of(RaterGroup.EVERYONE), new int[raters]);
    }

    /// The intersection of two axes; only combinations that occur become groups.
    public Axis cross(Axis other) {
        if (groupOfRater.length != other.groupOfRater.length) {
            throw new IllegalArgumentException("The axes " + name + " and " + other.name + " are over other raters");
        }
        TreeMap<Integer, List<Integer>> ratersOfPair = new TreeMap<>();
        for (int rater = 0; rater < groupOfRater.length; rater++) {
            if (groupOfRater[rater] >= 0 && other.groupOfRater[rater] >= 0) {
                int pair = groupOfRater[rater] * other.groups.size() + other.groupOfRater[rater];
                ratersOfPair.computeIfAbsent(pair, key -> new ArrayList<>()).add(rater);
            }
        }
        int[] crossed = new int[groupOfRater.length];
        Arrays.fill(crossed, NO_GROUP);
        List<RaterGroup> pairs = new ArrayList<>();
        ratersOfPair.forEach((pair, raters) -> {
            raters.forEach(rater -> crossed[rater] = pairs.size());
            pairs.add(groups.get(pair / other.groups.size()).and(other.groups.get(pair % other.groups.size())));
        });
        return new Axis(name + "*" + other.name, pairs, crossed);
    }

    public String name() {
        return name;
    }

    public List<RaterGroup> groups() {
        return groups;
    }

    public int raters() {
        return groupOfRater.length;
    }

    /// The position of a rater's group in [#groups()], or [#NO_GROUP].
    public int groupOf(int rater) {
        return groupOfRater[rater];
    }
}
