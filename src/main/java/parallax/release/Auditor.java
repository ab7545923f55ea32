package parallax.release;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parallax.release.ReleasedQuestion.ReleasedAxis;
import parallax.release.ReleasedQuestion.ReleasedGroup;

/// Attacks a release before it is published, with nothing but what it and the release before it show: for every
/// question, axis and option, and for the numbers of raters, it tries to work out each hidden count.
///
/// What follows from sums alone is found by exact elimination. What could still be bounded is shown to be open by
/// another way in which everything could be ([Exchanges]) or bounded by a linear program ([LinearAttack]).
public final class Auditor {
    /// Of raters, who are no answers.
    private static final int RATERS = -1;

    private final int least;
    private final Duration patience;

    /// @param least how much of a hidden total must stay open: as many answers as a group needs raters, or all
    ///   that were given; of a count of one item, 1
    public Auditor(int least, Duration patience) {
        this.least = least;
        this.patience = patience;
    }

    private record Attacked(String question, String axis, int option, String optionName) {}

    /// @param before all that the release before showed; empty if there is none
    /// @param slack how many raters of the release before took their data back or answered anew
    public Audit attack(List<ReleasedQuestion> release, List<ReleasedQuestion> before, long slack) {
        long began = System.nanoTime();
        Map<String, ReleasedQuestion> earlier = new HashMap<>();
        before.forEach(question -> earlier.put(question.question(), question));
        var given = new ArrayList<Audit.Finding>(loneGroups(release));
        @Nullable Closest closest = null;
        long hidden = 0;
        int tables = 0;
        for (ReleasedQuestion question : release) {
            for (Attacked one : attacked(question)) {
                if (System.nanoTime() - began > patience.toNanos()) {
                    boolean finished = false;
                    return new Audit(tables, hidden, given, bounded(closest), finished, tookMs(began));
                }
                var table = new AuditedTable(question, earlier.get(question.question()), one.axis(), one.option());
                if (!table.hidesSomething()) {
                    continue;
                }
                tables++;
                var attack = new TableAttack(table.tables(), least, slack);
                TableAttack.Outcome outcome = attack.carryOut();
                hidden += outcome.hidden();
                outcome.given().forEach(known -> given.add(table.finding(one.optionName(), known)));
                TableAttack.Open open = outcome.closest();
                if (open != null
                        && (closest == null || open.width() < closest.open().width())) {
                    closest = new Closest(table, one.optionName(), attack, open);
                }
            }
        }
        boolean finished = true;
        return new Audit(tables, hidden, given, bounded(closest), finished, tookMs(began));
    }

    /// The table of the total that stays least open so far.
    private record Closest(AuditedTable table, String option, TableAttack attack, TableAttack.Open open) {}

    private static Audit.@Nullable Finding bounded(@Nullable Closest closest) {
        return closest == null
                ? null
                : closest.table()
                        .finding(
                                closest.option(),
                                closest.attack().known(closest.open().place()));
    }

    private static long tookMs(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private static List<Attacked> attacked(ReleasedQuestion question) {
        Set<String> axes = new LinkedHashSet<>();
        question.axes().forEach(axis -> axes.add(axis.axis()));
        if (axes.isEmpty()) {
            axes.add("");
        }
        var attacked = new ArrayList<Attacked>();
        for (String axis : axes) {
            for (int option = 0; option < question.options().size(); option++) {
                attacked.add(new Attacked(
                        question.question(), axis, option, question.options().get(option)));
            }
            if (!axis.isEmpty()) {
                attacked.add(new Attacked(question.question(), axis, RATERS, ""));
            }
        }
        return attacked;
    }

    /// A group that is hidden everywhere, alone on its axis, follows from the others.
    private static List<Audit.Finding> loneGroups(List<ReleasedQuestion> release) {
        Map<String, Set<String>> hidden = new HashMap<>();
        Map<String, Set<String>> shown = new HashMap<>();
        for (ReleasedQuestion question : release) {
            for (ReleasedAxis axis : question.axes()) {
                for (ReleasedGroup group : axis.groups()) {
                    (group.totals() == null ? hidden : shown)
                            .computeIfAbsent(axis.axis(), name -> new TreeSet<>())
                            .add(group.group());
                }
            }
        }
        var lone = new ArrayList<Audit.Finding>();
        hidden.forEach((axis, groups) -> {
            Set<String> never = new TreeSet<>(groups);
            never.removeAll(shown.getOrDefault(axis, Set.of()));
            if (never.size() == 1) {
                boolean earlier = false;
                lone.add(new Audit.Finding("", axis, "", "", never.iterator().next(), earlier, null, null));
            }
        });
        return lone;
    }
}
