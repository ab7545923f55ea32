package parallax.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parallax.release.QuestionCounts.AxisCounts;

/// A study as dice make it, of which releases are made while raters come, revise and withdraw. It counts for
/// itself; nothing of the store is in it.
final class SeededReleases {
    private static final List<String> OPTIONS = List.of("Safe", "Unsure", "Unsafe");

    final int least;
    private final Random dice;
    private final int items;
    private final Map<String, Integer> groupsOf = new LinkedHashMap<>();
    private final Map<Long, Person> people = new TreeMap<>();
    private final List<Made> made = new ArrayList<>();
    private long nextRater;

    private record Person(Map<String, String> groups, Map<String, int[]> answers) {}

    /// @param questions what it shows
    /// @param read by rater what it read of them: item → option by question
    record Made(List<ReleasedQuestion> questions, Map<Long, Map<String, int[]>> read) {}

    SeededReleases(long seed) {
        this.dice = new Random(seed);
        this.least = 2 + dice.nextInt(5);
        this.items = 1 + dice.nextInt(6);
        for (int axis = 0; axis < 1 + dice.nextInt(3); axis++) {
            groupsOf.put("axis" + axis, 1 + dice.nextInt(5));
        }
        come(5 + dice.nextInt(40));
    }

    void come(int raters) {
        for (int i = 0; i < raters; i++) {
            Map<String, String> groups = new LinkedHashMap<>();
            groupsOf.forEach((axis, many) ->
                    groups.put(axis, "g" + (int) (many * Math.pow(dice.nextDouble(), 1 + dice.nextInt(3)))));
            var person = new Person(groups, new HashMap<>());
            for (int item = 0; item < items; item++) {
                if (dice.nextInt(4) > 0) {
                    person.answers().put("i" + item, answer());
                }
            }
            people.put(nextRater++, person);
        }
    }

    private int[] answer() {
        return new int[] {(int) (3 * Math.pow(dice.nextDouble(), 2)), dice.nextInt(20) / 19};
    }

    /// Somebody withdraws, or changes or adds an answer.
    void change() {
        if (people.isEmpty()) {
            return;
        }
        List<Long> ids = List.copyOf(people.keySet());
        long one = ids.get(dice.nextInt(ids.size()));
        if (dice.nextInt(3) == 0) {
            gone.put(one, person(one).groups());
            people.remove(one);
        } else {
            person(one).answers().put("i" + dice.nextInt(items), answer());
        }
    }

    private Person person(long rater) {
        return java.util.Objects.requireNonNull(people.get(rater));
    }

    List<Made> made() {
        return made;
    }

    int nextInt(int bound) {
        return dice.nextInt(bound);
    }

    /// Makes a release of what may be shown, if any may.
    ///
    /// @return whether one was made
    boolean release() {
        Made before = made.isEmpty() ? null : made.getLast();
        Map<Long, Map<String, int[]>> read = new TreeMap<>();
        List<Intake.Candidate> candidates = new ArrayList<>();
        people.forEach((rater, person) -> {
            Map<String, int[]> old = before == null ? null : before.read().get(rater);
            if (!person.answers().isEmpty() && (old == null || differ(old, person.answers()))) {
                candidates.add(new Intake.Candidate(rater, person.groups()));
            }
            if (old != null) {
                read.put(rater, old);
            }
        });
        Intake.Outcome intake = Intake.of(candidates, seen(before, read), least);
        if (!intake.tooFew().isEmpty() || (intake.taken().isEmpty() && before != null)) {
            return false;
        }
        long slack = before == null ? 0 : before.read().size() - read.size();
        for (long rater : intake.taken()) {
            slack += read.containsKey(rater) ? 1 : 0;
            read.put(rater, new HashMap<>(person(rater).answers()));
        }
        if (read.size() < least) {
            return false;
        }
        List<QuestionCounts> counts = counts(read);
        var decision = new Decision(least, steps(read), counts, raters(read), read.size());
        List<ReleasedQuestion> last = before == null ? List.of() : before.questions();
        var auditor = new Auditor(least, java.time.Duration.ofMinutes(1));
        Decision.Decided decided = decision.audited(auditor, last, slack);
        if (!decided.audit().passed()) {
            return false;
        }
        made.add(new Made(decided.questions(), read));
        return true;
    }

    private static boolean differ(Map<String, int[]> one, Map<String, int[]> other) {
        return !one.keySet().equals(other.keySet())
                || one.entrySet().stream()
                        .anyMatch(entry -> !java.util.Arrays.equals(entry.getValue(), other.get(entry.getKey())));
    }

    private Intake.Seen seen(@Nullable Made before, Map<Long, Map<String, int[]>> kept) {
        Set<Intake.Region> visible = new HashSet<>();
        made.forEach(release -> release.questions()
                .forEach(question -> question.axes()
                        .forEach(axis -> axis.groups().stream()
                                .filter(group -> group.totals() != null)
                                .forEach(group -> visible.add(new Intake.Region(axis.axis(), group.group()))))));
        Map<Intake.Region, Integer> lost = new HashMap<>();
        if (before != null) {
            var nothing = new Intake.Seen(visible, Map.of());
            before.read().keySet().forEach(rater -> {
                if (!kept.containsKey(rater)) {
                    lost.merge(Intake.Region.EVERYBODY, 1, Integer::sum);
                    gone.getOrDefault(rater, Map.of())
                            .forEach((axis, group) -> lost.merge(nothing.regionOf(axis, group), 1, Integer::sum));
                }
            });
        }
        return new Intake.Seen(visible, lost);
    }

    private final Map<Long, Map<String, String>> gone = new HashMap<>();

    private Steps steps(Map<Long, Map<String, int[]>> read) {
        return new Steps() {
            @Override
            public boolean mayShow(String item) {
                return enough(item, null);
            }

            @Override
            public boolean mayShow(String item, String axis) {
                return groupsOf.containsKey(axis)
                        && IntStream.range(0, 5).allMatch(group -> enough(item, Map.entry(axis, "g" + group)));
            }

            private boolean enough(String item, Map.@Nullable Entry<String, String> group) {
                Made origin = made.reversed().stream()
                        .filter(release -> release.questions().stream()
                                .anyMatch(question -> question.items().get(item) != null))
                        .findFirst()
                        .orElse(null);
                if (origin == null) {
                    return true;
                }
                int changed = 0;
                int left = 0;
                Set<Long> all = new HashSet<>(read.keySet());
                all.addAll(origin.read().keySet());
                for (long rater : all) {
                    int[] then = origin.read().getOrDefault(rater, Map.of()).get(item);
                    int[] now = read.getOrDefault(rater, Map.of()).get(item);
                    Map<String, String> own =
                            people.containsKey(rater) ? person(rater).groups() : gone.getOrDefault(rater, Map.of());
                    if (!java.util.Arrays.equals(then, now)
                            && (group == null || group.getValue().equals(own.get(group.getKey())))) {
                        changed += now == null ? 0 : 1;
                        left += now == null ? 1 : 0;
                    }
                }
                return changed + left == 0 || changed >= least;
            }
        };
    }

    private Map<String, Map<String, Integer>> raters(Map<Long, Map<String, int[]>> read) {
        Map<String, Map<String, Integer>> raters = new LinkedHashMap<>();
        groupsOf.forEach((axis, many) -> {
            Map<String, Integer> own = new TreeMap<>();
            read.keySet()
                    .forEach(rater ->
                            own.merge(String.valueOf(person(rater).groups().get(axis)), 1, Integer::sum));
            raters.put(axis, own);
        });
        return raters;
    }

    private List<QuestionCounts> counts(Map<Long, Map<String, int[]>> read) {
        var counts = new ArrayList<QuestionCounts>();
        for (int question = 0; question < 2; question++) {
            long[][] everyone = new long[items][OPTIONS.size()];
            var axes = new ArrayList<AxisCounts>();
            groupsOf.forEach((axis, many) -> axes.add(new AxisCounts(
                    axis,
                    IntStream.range(0, many).mapToObj(group -> "g" + group).toList(),
                    new int[many],
                    new long[many][items][OPTIONS.size()])));
            int of = question;
            read.forEach((rater, answers) -> {
                axes.forEach(axis -> axis.raters()[
                        axis.groups()
                                .indexOf(java.util.Objects.requireNonNull(
                                        person(rater).groups().get(axis.axis())))]++);
                answers.forEach((item, options) -> {
                    int row = Integer.parseInt(item.substring(1));
                    everyone[row][options[of]]++;
                    axes.forEach(axis -> axis.cells()[
                            axis.groups().indexOf(person(rater).groups().get(axis.axis()))][row][options[of]]++);
                });
            });
            counts.add(new QuestionCounts(
                    "Q" + question,
                    OPTIONS,
                    IntStream.range(0, items).mapToObj(item -> "i" + item).toList(),
                    everyone,
                    read.size(),
                    axes));
        }
        return counts;
    }

    /// Figures that two releases show, and that differ by the answers of fewer raters than the least size.
    List<String> smallSteps() {
        var small = new ArrayList<String>();
        for (int later = 1; later < made.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                for (ReleasedQuestion now : made.get(later).questions()) {
                    for (ReleasedQuestion then : made.get(earlier).questions()) {
                        if (now.question().equals(then.question())) {
                            compare(earlier, later, then, now, small);
                        }
                    }
                }
            }
        }
        return small;
    }

    private void compare(int earlier, int later, ReleasedQuestion then, ReleasedQuestion now, List<String> small) {
        String what = earlier + " and " + later + " " + now.question();
        note(earlier, later, null, null, what, small);
        now.items().forEach((item, counts) -> {
            if (counts != null && then.items().get(item) != null) {
                note(earlier, later, item, null, what, small);
            }
        });
        for (ReleasedQuestion.ReleasedAxis axis : now.axes()) {
            for (ReleasedQuestion.ReleasedGroup group : axis.groups()) {
                ReleasedQuestion.ReleasedGroup before = then.axis(axis.axis())
                        .flatMap(of -> of.group(group.group()))
                        .orElse(ReleasedQuestion.ReleasedGroup.hidden(group.group()));
                Map.Entry<String, String> who = Map.entry(axis.axis(), group.group());
                if (group.totals() != null && before.totals() != null) {
                    note(earlier, later, null, who, what, small);
                }
                group.items().keySet().stream()
                        .filter(before.items()::containsKey)
                        .forEach(item -> note(earlier, later, item, who, what, small));
            }
        }
    }

    private void note(
            int earlier,
            int later,
            @Nullable String item,
            Map.@Nullable Entry<String, String> group,
            String what,
            List<String> small) {
        Map<Long, Map<String, int[]>> then = made.get(earlier).read();
        Map<Long, Map<String, int[]>> now = made.get(later).read();
        Set<Long> all = new HashSet<>(then.keySet());
        all.addAll(now.keySet());
        long changed = all.stream()
                .filter(rater ->
                        group == null || group.getValue().equals(groups(rater).get(group.getKey())))
                .filter(rater -> item == null
                        ? differ(then.getOrDefault(rater, Map.of()), now.getOrDefault(rater, Map.of()))
                        : !java.util.Arrays.equals(
                                then.getOrDefault(rater, Map.of()).get(item),
                                now.getOrDefault(rater, Map.of()).get(item)))
                .count();
        if (changed > 0 && changed < least) {
            small.add(what + " " + item + " " + group + ": " + changed + " of " + least);
        }
    }

    private Map<String, String> groups(long rater) {
        Person there = people.get(rater);
        return there == null ? gone.getOrDefault(rater, Map.of()) : there.groups();
    }
}
