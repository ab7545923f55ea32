package parallax.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What somebody can work out of one table of a release, and of the release before it: first by equations, then
/// by the bounds that no count is below 0 and that what was counted is counted still.
final class TableAttack {
    private final Unknowns unknowns;
    private final LinearAttack program;
    private final Elimination[] equations;
    private final long least;
    private final long slack;

    /// @param least how much of a total must stay open
    /// @param slack by how much a number can have fallen since the release before
    TableAttack(List<ShownTable> tables, long least, long slack) {
        this.unknowns = new Unknowns(tables);
        this.program = new LinearAttack(unknowns, slack);
        this.least = least;
        this.slack = slack;
        this.equations = new Elimination[tables.size()];
        for (int release = 0; release < equations.length; release++) {
            equations[release] = new Elimination();
        }
    }

    /// A hidden number with what is known of it.
    ///
    /// @param low null where the attack came to no end
    record Known(
            Unknowns.Place place,
            @Nullable Long low,
            @Nullable Long high) {}

    /// A hidden total that stays open, by at least so much.
    record Open(Unknowns.Place place, long width) {}

    /// @param hidden how many numbers it tried to find out
    /// @param given those that it found out, or bounded too closely, or came to no end with
    /// @param closest of the totals, the one that stays least open; null where no total is hidden
    record Outcome(int hidden, List<Known> given, @Nullable Open closest) {}

    Outcome carryOut() {
        List<Known> solved = solved();
        if (!solved.isEmpty()) {
            return new Outcome(unknowns.places.size(), solved, null);
        }
        Optional<long[]> point = Filling.of(unknowns, slack).or(program::anyPoint);
        return point.isEmpty()
                ? new Outcome(unknowns.places.size(), List.of(new Known(unknowns.places.getFirst(), null, null)), null)
                : bounded(new Exchanges(unknowns, point.get(), slack));
    }

    private List<Known> solved() {
        var given = new ArrayList<Known>();
        for (Unknowns.Equation equation : unknowns.equations) {
            equations[equation.release()].add(equation.terms(), equation.total());
        }
        for (Elimination elimination : equations) {
            elimination.solved().forEach((unknown, value) -> {
                Unknowns.Place place = unknowns.places.get(unknown);
                if (!unknowns.isSaidOfAll(place)) {
                    given.add(new Known(place, value, value));
                }
            });
        }
        return given;
    }

    private Outcome bounded(Exchanges exchanges) {
        int hidden = 0;
        var given = new ArrayList<Known>();
        Open closest = null;
        for (int unknown = 0; unknown < unknowns.places.size(); unknown++) {
            Unknowns.Place place = unknowns.places.get(unknown);
            if (unknowns.isSaidOfAll(place)) {
                continue;
            }
            hidden++;
            long width = exchanges.width(place);
            if (width < leastOf(place)) {
                Known known = known(place);
                width = known.low() == null || known.high() == null ? -1 : known.high() - known.low();
                if (width < leastOf(place)) {
                    given.add(known);
                }
            }
            if (place.isTotal() && (closest == null || width < closest.width())) {
                closest = new Open(place, width);
            }
        }
        return new Outcome(hidden, given, closest);
    }

    /// Between which numbers the linear program finds a hidden one.
    Known known(Unknowns.Place place) {
        return program.of(unknowns.places.indexOf(place))
                .map(bounds -> new Known(place, bounds.low(), bounds.high()))
                .orElseGet(() -> new Known(place, null, null));
    }

    private long leastOf(Unknowns.Place place) {
        long everyone = unknowns.tables.get(place.release()).total();
        return place.isTotal() ? Math.min(least, everyone) : 1;
    }
}
