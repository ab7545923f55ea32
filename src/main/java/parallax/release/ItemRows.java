package parallax.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import parallax.release.QuestionCounts.AxisCounts;

/// Chooses the items of which the groups of an axis are shown, where no group is hidden: with few of them left
/// out, a left-out one would follow from the groups' totals.
final class ItemRows {
    private final QuestionCounts question;
    private final AxisCounts axis;
    private final Set<Integer> shownItems;
    private final Set<Integer> open;

    private ItemRows(QuestionCounts question, AxisCounts axis, Set<Integer> shownItems, Set<Integer> open) {
        this.question = question;
        this.axis = axis;
        this.shownItems = shownItems;
        this.open = new TreeSet<>(open);
    }

    /// @param shownItems those whose answers by everybody are shown
    /// @param candidates those of which each group has enough raters
    /// @return nothing where even with no item open the totals tell too much
    static Optional<Set<Integer>> open(
            QuestionCounts question, AxisCounts axis, Set<Integer> shownItems, Set<Integer> candidates) {
        var rows = new ItemRows(question, axis, shownItems, candidates);
        return rows.close() ? Optional.of(rows.open) : Optional.empty();
    }

    private record Told(int option, int group, boolean nothingLeft) {}

    private boolean close() {
        while (true) {
            List<Integer> left = left();
            Optional<Told> told = left.isEmpty() ? Optional.empty() : told(left);
            if (told.isEmpty()) {
                return true;
            }
            Optional<Integer> next = next(told.get());
            if (next.isEmpty()) {
                return false;
            }
            open.remove(next.get());
        }
    }

    private List<Integer> left() {
        var left = new ArrayList<Integer>();
        for (int item = 0; item < question.items().size(); item++) {
            if (!open.contains(item)) {
                left.add(item);
            }
        }
        return left;
    }

    private Optional<Integer> next(Told told) {
        return open.stream()
                .filter(item -> told.nothingLeft()
                        ? axis.cells()[told.group()][item][told.option()] > 0
                        : question.everyone()[item][told.option()] > 0)
                .min(Comparator.comparing((Integer item) -> QuestionCounts.sum(question.everyone()[item])));
    }

    /// Something that the sums of the items left out tell of one of them; the bounds are Fréchet's, which are
    /// sharp where all groups of an item are hidden together.
    private Optional<Told> told(List<Integer> left) {
        for (int option = 0; option < question.options().size(); option++) {
            for (int group : axis.present()) {
                if (axis.total(group, option) > 0) {
                    Optional<Told> told = told(left, option, group);
                    if (told.isPresent()) {
                        return told;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Told> told(List<Integer> left, int option, int group) {
        long column = 0;
        long all = 0;
        long unknownRows = 0;
        int unknown = 0;
        for (int item : left) {
            column += axis.cells()[group][item][option];
            all += question.everyone()[item][option];
            if (!shownItems.contains(item)) {
                unknown++;
                unknownRows += question.everyone()[item][option];
            }
        }
        for (int item : left) {
            boolean known = shownItems.contains(item);
            long row = known ? question.everyone()[item][option] : unknownRows;
            long lower = known || unknown == 1 ? Math.max(0, row + column - all) : 0;
            if (row > 0 && Math.min(row, column) - lower < 1) {
                return Optional.of(new Told(option, group, column == 0));
            }
        }
        return Optional.empty();
    }
}
