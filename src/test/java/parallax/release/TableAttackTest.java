package parallax.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What can be worked out of single tables, by hand.
class TableAttackTest {
    private static final long H = ShownTable.HIDDEN;

    @Test
    void one_hidden_group_is_everyone_less_the_shown_and_two_are_not() {
        var one = new ShownTable(10, new long[] {10}, new long[] {H, 6}, new long[][] {{H, 6}});
        TableAttack.Outcome solved = new TableAttack(List.of(one), 1, 0).carryOut();
        assertTrue(
                solved.given().contains(new TableAttack.Known(new Unknowns.Place(0, -1, 0), 4L, 4L)),
                () -> solved.given().toString());
        var two = new ShownTable(10, new long[] {10}, new long[] {H, H, 3}, new long[][] {{H, H, 3}});
        TableAttack.Outcome open = new TableAttack(List.of(two), 1, 0).carryOut();
        assertEquals(List.of(), open.given());
        assertEquals(new TableAttack.Open(new Unknowns.Place(0, -1, 0), 7), open.closest());
        assertEquals(
                new TableAttack.Known(new Unknowns.Place(0, -1, 0), 0L, 7L),
                new TableAttack(List.of(two), 1, 0).known(new Unknowns.Place(0, -1, 0)));
    }

    /// Of two hidden groups nobody chose what the shown one chose ten times of ten.
    @Test
    void a_rest_of_nothing_tells_that_each_hidden_group_has_nothing() {
        var table = new ShownTable(10, new long[] {10}, new long[] {H, H, 10}, new long[][] {{H, H, 10}});
        TableAttack.Outcome outcome = new TableAttack(List.of(table), 1, 0).carryOut();
        assertTrue(
                outcome.given().contains(new TableAttack.Known(new Unknowns.Place(0, -1, 0), 0L, 0L)),
                () -> outcome.given().toString());
    }

    /// 350 items and five groups, which are shown of every third item.
    @Test
    void a_large_table_is_attacked_in_a_moment() {
        var dice = new Random(4);
        long[][] cells = new long[350][5];
        long[] rows = new long[350];
        long[] columns = new long[5];
        for (long[] row : cells) {
            for (int group = 0; group < 5; group++) {
                row[group] = dice.nextInt(12);
            }
        }
        for (int item = 0; item < 350; item++) {
            rows[item] = Arrays.stream(cells[item]).sum();
            for (int group = 0; group < 5; group++) {
                columns[group] += cells[item][group];
            }
            if (item % 3 > 0) {
                Arrays.fill(cells[item], H);
            }
        }
        long total = Arrays.stream(rows).sum();
        long began = System.nanoTime();
        TableAttack.Outcome outcome =
                new TableAttack(List.of(new ShownTable(total, rows, columns, cells)), 10, 0).carryOut();
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        assertEquals(List.of(), outcome.given());
        assertTrue(seconds < 20, seconds + " s");
    }

    /// Where an exchange says that a number stays open, the linear program finds it as open or more so.
    @Test
    void exchanges_prove_no_more_than_the_linear_program_finds() {
        var dice = new Random(7);
        int proved = 0;
        for (int round = 0; round < 60; round++) {
            var unknowns = new Unknowns(List.of(table(dice)));
            long[] point = Filling.of(unknowns, 0)
                    .or(new LinearAttack(unknowns, 0)::anyPoint)
                    .orElseThrow();
            var exchanges = new Exchanges(unknowns, point, 0);
            var program = new LinearAttack(unknowns, 0);
            for (int unknown = 0; unknown < unknowns.places.size(); unknown++) {
                long width = exchanges.width(unknowns.places.get(unknown));
                proved += width > 0 ? 1 : 0;
                long found = program.of(unknown).orElseThrow().width();
                assertTrue(width <= found, unknowns.places.get(unknown) + ": " + width + " > " + found);
            }
        }
        assertTrue(proved > 100, proved + " proofs");
    }

    private static ShownTable table(Random dice) {
        int items = 1 + dice.nextInt(4);
        int groups = 2 + dice.nextInt(3);
        long[][] cells = new long[items][groups];
        long[] rows = new long[items];
        long[] columns = new long[groups];
        for (int item = 0; item < items; item++) {
            for (int group = 0; group < groups; group++) {
                cells[item][group] = dice.nextInt(4);
                rows[item] += cells[item][group];
                columns[group] += cells[item][group];
            }
        }
        long total = Arrays.stream(rows).sum();
        boolean groupsHidden = dice.nextBoolean();
        for (int item = 0; item < items; item++) {
            if (groupsHidden || dice.nextBoolean()) {
                Arrays.fill(cells[item], H);
                rows[item] = dice.nextInt(3) == 0 ? H : rows[item];
            }
        }
        for (int group = 0; groupsHidden && group < groups; group++) {
            columns[group] = dice.nextBoolean() ? H : columns[group];
        }
        return new ShownTable(total, rows, columns, cells);
    }
}
