package parallax.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/// The hidden numbers of a table as a linear program: none below 0, all that is shown kept.
final class LinearAttack {
    private static final double CLOSE = 1e-6;

    private final Unknowns unknowns;
    private final long slack;

    /// @param slack by how much a number can have fallen since the release before
    LinearAttack(Unknowns unknowns, long slack) {
        this.unknowns = unknowns;
        this.slack = slack;
    }

    /// @param low the least that it can be; with high, rounded inwards to whole numbers
    record Bounds(long low, long high) {
        long width() {
            return high - low;
        }
    }

    /// One way in which everything could be; nothing where the solver found none in whole numbers.
    Optional<long[]> anyPoint() {
        ExpressionsBasedModel model = model();
        Optimisation.Result result = model.minimise();
        if (!result.getState().isFeasible()) {
            return Optional.empty();
        }
        long[] point = new long[unknowns.places.size()];
        for (int unknown = 0; unknown < point.length; unknown++) {
            double value = result.doubleValue(unknown);
            point[unknown] = Math.round(value);
            if (Math.abs(value - point[unknown]) > CLOSE || point[unknown] < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(point);
    }

    /// Between which numbers a hidden one is; nothing where the solver came to no end.
    Optional<Bounds> of(int unknown) {
        Optional<Double> low = extreme(unknown, 1);
        Optional<Double> high = extreme(unknown, -1);
        return low.isEmpty() || high.isEmpty()
                ? Optional.empty()
                : Optional.of(new Bounds((long) Math.ceil(low.get() - CLOSE), (long) Math.floor(high.get() + CLOSE)));
    }

    /// @param weight 1 for the least that it can be, −1 for the most
    private Optional<Double> extreme(int unknown, int weight) {
        ExpressionsBasedModel model = model();
        model.getVariable(unknown).weight(weight);
        Optimisation.Result result = model.minimise();
        return result.getState().isOptimal() ? Optional.of(result.doubleValue(unknown)) : Optional.empty();
    }

    private ExpressionsBasedModel model() {
        var model = new ExpressionsBasedModel();
        List<Variable> variables = new ArrayList<>();
        for (int unknown = 0; unknown < unknowns.places.size(); unknown++) {
            variables.add(model.newVariable("x" + unknown).lower(0));
        }
        int number = 0;
        for (Unknowns.Equation equation : unknowns.equations) {
            Expression expression = model.newExpression("e" + number++).level(equation.total());
            equation.terms().forEach((unknown, coefficient) -> expression.set(variables.get(unknown), coefficient));
        }
        for (Unknowns.AtLeast growth : unknowns.growth()) {
            if (growth.first() >= 0 && growth.second() >= 0) {
                model.newExpression("g" + number++)
                        .set(variables.get(growth.first()), 1)
                        .set(variables.get(growth.second()), -1)
                        .lower(-slack);
            } else if (growth.first() >= 0) {
                variables.get(growth.first()).lower(Math.max(0, growth.shownSecond() - slack));
            } else {
                variables.get(growth.second()).upper(growth.shownFirst() + slack);
            }
        }
        return model;
    }
}
