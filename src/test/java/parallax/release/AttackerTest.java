package parallax.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parallax.release.ReleasedQuestion.ReleasedAxis;
import parallax.release.ReleasedQuestion.ReleasedGroup;

/// Somebody who keeps every release, writes down all that they show as equations, over all questions' tables at
/// once, and solves them with fractions. Nothing of it is the auditor's.
class AttackerTest {
    private static final int STUDIES = Integer.getInteger("studies", Boolean.getBoolean("thorough") ? 1_000 : 50);

    @Test
    void whoever_keeps_all_releases_solves_no_hidden_count() {
        int releases = 0;
        int hidden = 0;
        for (long seed = 1; seed <= STUDIES; seed++) {
            var study = new SeededReleases(seed);
            for (int round = 0; round < 6; round++) {
                releases += study.release() ? 1 : 0;
                for (int change = study.nextInt(3); change > 0; change--) {
                    study.change();
                }
                study.come(study.nextInt(3) == 0 ? study.nextInt(3) : study.nextInt(25));
            }
            var attacker = new Attacker(study.made());
            hidden += attacker.hidden();
            assertEquals(List.of(), attacker.solved(), "seed " + seed);
            assertEquals(List.of(), study.smallSteps(), "seed " + seed);
        }
        assertTrue(releases >= 2 * STUDIES, releases + " releases");
        assertTrue(hidden > 100 * STUDIES, hidden + " hidden counts");
    }

    /// The attacker is no straw man: with one group hidden alone it has the count.
    @Test
    void the_attacker_solves_what_can_be_solved() {
        var shown = new ReleasedGroup("b", new ReleasedQuestion.Totals(6, List.of(2L, 4L)), Map.of());
        var question = new ReleasedQuestion(
                "Q",
                List.of("Safe", "Unsafe"),
                new ReleasedQuestion.Totals(7, List.of(2L, 5L)),
                Map.of("i", List.of(2L, 5L)),
                List.of(new ReleasedAxis("axis", List.of(ReleasedGroup.hidden("a"), shown))));
        var attacker = new Attacker(List.of(new SeededReleases.Made(List.of(question), Map.of())));
        assertTrue(
                attacker.solved().contains("0 Q axis a Unsafe = 1"),
                () -> attacker.solved().toString());
    }

    /// Equations over named counts.
    private static final class Attacker {
        private final Map<String, Integer> names = new LinkedHashMap<>();
        private final List<Map<Integer, Fraction>> rows = new ArrayList<>();
        private final List<Fraction> totals = new ArrayList<>();

        Attacker(List<SeededReleases.Made> releases) {
            for (int release = 0; release < releases.size(); release++) {
                for (ReleasedQuestion question : releases.get(release).questions()) {
                    if (question.isOfPeople()) {
                        people(release, question);
                    }
                    for (int option = 0; option < question.options().size(); option++) {
                        for (ReleasedAxis axis : question.axes()) {
                            read(release + " " + question.question(), question, axis, option);
                        }
                    }
                }
            }
        }

        private void people(int release, ReleasedQuestion question) {
            for (ReleasedAxis axis : question.axes()) {
                Map<String, Integer> sum = new LinkedHashMap<>();
                int known = 0;
                for (ReleasedGroup group : axis.groups()) {
                    if (group.totals() == null) {
                        sum.put(release + " raters " + axis.axis() + " " + group.group(), 1);
                    } else {
                        known += raters(group.totals());
                    }
                }
                equation(sum, raters(question.everyone()) - known);
            }
        }

        private static int raters(ReleasedQuestion.Totals totals) {
            return java.util.Objects.requireNonNull(totals.raters());
        }

        int hidden() {
            return names.size();
        }

        private void read(String at, ReleasedQuestion question, ReleasedAxis axis, int option) {
            String what = question.options().get(option);
            Map<String, Long> everyone = new LinkedHashMap<>();
            question.items().forEach((item, counts) -> {
                Map<String, Integer> sum = new LinkedHashMap<>();
                long known = 0;
                for (ReleasedGroup group : axis.groups()) {
                    List<Long> shown = group.items().get(item);
                    if (shown == null && mayBeMore(question, group, counts, option)) {
                        sum.put(at + " " + axis.axis() + " " + group.group() + " " + item + " " + what, 1);
                    } else {
                        known += shown == null ? 0 : shown.get(option);
                    }
                }
                if (counts == null && question.everyone().counts().get(option) > 0) {
                    sum.put(at + " everyone " + item + " " + what, -1);
                }
                equation(sum, (counts == null ? 0 : counts.get(option)) - known);
                everyone.put(item, counts == null ? null : counts.get(option));
            });
            Map<String, Integer> all = new LinkedHashMap<>();
            long shownItems = 0;
            for (Map.Entry<String, Long> item : everyone.entrySet()) {
                if (item.getValue() == null && question.everyone().counts().get(option) > 0) {
                    all.put(at + " everyone " + item.getKey() + " " + what, 1);
                } else {
                    shownItems += item.getValue() == null ? 0 : item.getValue();
                }
            }
            equation(all, question.everyone().counts().get(option) - shownItems);
            groups(at + " " + axis.axis(), question, axis, option);
        }

        private void groups(String at, ReleasedQuestion question, ReleasedAxis axis, int option) {
            String what = question.options().get(option);
            Map<String, Integer> groups = new LinkedHashMap<>();
            long shownGroups = 0;
            for (ReleasedGroup group : axis.groups()) {
                Map<String, Integer> sum = new LinkedHashMap<>();
                long known = 0;
                for (String item : question.items().keySet()) {
                    List<Long> shown = group.items().get(item);
                    if (shown == null
                            && mayBeMore(question, group, question.items().get(item), option)) {
                        sum.put(at + " " + group.group() + " " + item + " " + what, 1);
                    } else {
                        known += shown == null ? 0 : shown.get(option);
                    }
                }
                long total = 0;
                if (group.totals() == null && question.everyone().counts().get(option) > 0) {
                    sum.put(at + " " + group.group() + " " + what, -1);
                    groups.put(at + " " + group.group() + " " + what, 1);
                } else {
                    total = group.totals() == null ? 0 : group.totals().counts().get(option);
                    shownGroups += total;
                }
                equation(sum, total - known);
            }
            equation(groups, question.everyone().counts().get(option) - shownGroups);
        }

        /// A shown 0 of a whole group, or of everybody on an item, is said of each in it, and hides nothing.
        private static boolean mayBeMore(
                ReleasedQuestion question, ReleasedGroup group, @Nullable List<Long> everyone, int option) {
            boolean nobody =
                    question.everyone().counts().get(option) == 0 || (everyone != null && everyone.get(option) == 0);
            return !nobody && (group.totals() == null || group.totals().counts().get(option) > 0);
        }

        private void equation(Map<String, Integer> terms, long total) {
            if (terms.isEmpty()) {
                assertEquals(0, total, "what is shown contradicts itself");
                return;
            }
            Map<Integer, Fraction> row = new TreeMap<>();
            terms.forEach((name, coefficient) ->
                    row.put(names.computeIfAbsent(name, n -> names.size()), Fraction.of(coefficient)));
            rows.add(row);
            totals.add(Fraction.of(total));
        }

        /// Gauss and Jordan, column by column.
        List<String> solved() {
            int done = 0;
            for (int column = 0; column < names.size() && done < rows.size(); column++) {
                int pivot = done;
                while (pivot < rows.size() && !rows.get(pivot).containsKey(column)) {
                    pivot++;
                }
                if (pivot == rows.size()) {
                    continue;
                }
                java.util.Collections.swap(rows, done, pivot);
                java.util.Collections.swap(totals, done, pivot);
                for (int other = 0; other < rows.size(); other++) {
                    Fraction own = rows.get(other).get(column);
                    if (other != done && own != null) {
                        Fraction factor = own.over(
                                java.util.Objects.requireNonNull(rows.get(done).get(column)));
                        Map<Integer, Fraction> target = rows.get(other);
                        rows.get(done).forEach((unknown, coefficient) -> {
                            Fraction left =
                                    target.getOrDefault(unknown, Fraction.of(0)).minus(coefficient.times(factor));
                            if (left.isZero()) {
                                target.remove(unknown);
                            } else {
                                target.put(unknown, left);
                            }
                        });
                        totals.set(
                                other, totals.get(other).minus(totals.get(done).times(factor)));
                    }
                }
                done++;
            }
            List<String> byNumber = List.copyOf(names.keySet());
            var solved = new ArrayList<String>();
            for (int row = 0; row < done; row++) {
                if (rows.get(row).size() == 1) {
                    Map.Entry<Integer, Fraction> only =
                            rows.get(row).entrySet().iterator().next();
                    solved.add(byNumber.get(only.getKey()) + " = "
                            + totals.get(row).over(only.getValue()));
                }
            }
            return solved;
        }
    }

    private record Fraction(BigInteger over, BigInteger under) {
        Fraction {
            BigInteger common = over.gcd(under).multiply(BigInteger.valueOf(under.signum()));
            over = over.divide(common);
            under = under.divide(common);
        }

        static Fraction of(long whole) {
            return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
        }

        Fraction minus(Fraction other) {
            return new Fraction(
                    over.multiply(other.under).subtract(other.over.multiply(under)), under.multiply(other.under));
        }

        Fraction times(Fraction other) {
            return new Fraction(over.multiply(other.over), under.multiply(other.under));
        }

        Fraction over(Fraction other) {
            return new Fraction(over.multiply(other.under), under.multiply(other.over));
        }

        boolean isZero() {
            return over.signum() == 0;
        }

        @Override
        public String toString() {
            return under.equals(BigInteger.ONE) ? over.toString() : over + "/" + under;
        }
    }
}
