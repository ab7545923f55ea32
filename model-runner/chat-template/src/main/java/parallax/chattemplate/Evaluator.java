package parallax.chattemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes expressions.
final class Evaluator {
    private final Budget budget;

    Evaluator(Budget budget) {
        this.budget = budget;
    }

    @Nullable
    Object value(Expression expression, Scope scope) {
        budget.enter();
        Object value = computed(expression, scope);
        budget.leave();
        return value;
    }

    private @Nullable Object computed(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.Name name -> scope.get(name.name());
            case Expression.ListOf list -> list(list.elements(), scope);
            case Expression.TupleOf tuple -> new Tuple(list(tuple.elements(), scope));
            case Expression.DictOf dict -> dict(dict, scope);
            case Expression.Attribute attribute ->
                at(
                        attribute.line(),
                        () -> Attributes.attribute(value(attribute.object(), scope), attribute.name(), budget));
            case Expression.Subscript subscript ->
                at(
                        subscript.line(),
                        () -> Attributes.item(value(subscript.object(), scope), value(subscript.key(), scope), budget));
            case Expression.Slice slice -> slice(slice, scope);
            case Expression.Call call -> call(call, scope);
            case Expression.Filter filter -> filter(filter, value(filter.object(), scope), scope);
            case Expression.Test test -> test(test, scope);
            case Expression.Not not -> !PythonValue.isTrue(value(not.operand(), scope));
            case Expression.Negate negate -> at(negate.line(), () -> negated(value(negate.operand(), scope)));
            case Expression.Arithmetic arithmetic ->
                at(
                        arithmetic.line(),
                        () -> Arithmetic.apply(
                                arithmetic.operator(),
                                value(arithmetic.left(), scope),
                                value(arithmetic.right(), scope),
                                budget));
            case Expression.Comparison comparison -> comparison(comparison, scope);
            case Expression.And and -> {
                Object left = value(and.left(), scope);
                yield PythonValue.isTrue(left) ? value(and.right(), scope) : left;
            }
            case Expression.Or or -> {
                Object left = value(or.left(), scope);
                yield PythonValue.isTrue(left) ? left : value(or.right(), scope);
            }
            case Expression.Conditional conditional -> conditional(conditional, scope);
        };
    }

    boolean isTrue(Expression expression, Scope scope) {
        return PythonValue.isTrue(value(expression, scope));
    }

    private interface Computation {
        @Nullable
        Object value();
    }

    /// Adds the line to an error, once.
    private static @Nullable Object at(int line, Computation computation) {
        try {
            return computation.value();
        } catch (TemplateException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("line ") || message.startsWith(Globals.RAISED)
                    ? e
                    : new TemplateException("line " + line + ": " + message);
        }
    }

    private @Nullable Object conditional(Expression.Conditional conditional, Scope scope) {
        if (isTrue(conditional.condition(), scope)) {
            return value(conditional.yes(), scope);
        }
        return conditional.no() == null ? new Undefined("else") : value(conditional.no(), scope);
    }

    private List<@Nullable Object> list(List<Expression> elements, Scope scope) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Expression element : elements) {
            list.add(value(element, scope));
        }
        return list;
    }

    private Object dict(Expression.DictOf dict, Scope scope) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        dict.entries()
                .forEach(entry ->
                        map.put(PythonValue.key(value(entry.key(), scope), budget), value(entry.value(), scope)));
        return map;
    }

    private @Nullable Object slice(Expression.Slice slice, Scope scope) {
        return at(
                slice.line(),
                () -> Attributes.slice(
                        value(slice.object(), scope),
                        slice.from() == null ? null : value(slice.from(), scope),
                        slice.to() == null ? null : value(slice.to(), scope),
                        slice.step() == null ? null : value(slice.step(), scope),
                        budget));
    }

    private @Nullable Object call(Expression.Call call, Scope scope) {
        Object function = value(call.function(), scope);
        return at(call.line(), () -> {
            if (function instanceof Undefined u) {
                throw u.used();
            }
            if (!(function instanceof Function callable)) {
                throw new TemplateException("a " + PythonValue.typeName(function) + " cannot be called");
            }
            Arguments arguments = arguments("call", call.arguments(), scope);
            return callable.call(arguments.positional(), arguments.named());
        });
    }

    Arguments arguments(String callee, Expression.Arguments arguments, Scope scope) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        arguments.named().forEach(argument -> named.put(argument.name(), value(argument.value(), scope)));
        return new Arguments(callee, list(arguments.positional(), scope), named);
    }

    @Nullable
    Object filter(Expression.Filter filter, @Nullable Object value, Scope scope) {
        return at(
                filter.line(),
                () -> Filters.apply(filter.name(), value, arguments(filter.name(), filter.arguments(), scope), budget));
    }

    private @Nullable Object test(Expression.Test test, Scope scope) {
        return at(
                test.line(),
                () -> Tests.holds(
                        test.name(),
                        value(test.object(), scope),
                        list(test.arguments().positional(), scope),
                        budget));
    }

    private static Object negated(@Nullable Object value) {
        return value instanceof Double d ? (Object) (-d) : (Object) (-PythonValue.integer(value));
    }

    private Object comparison(Expression.Comparison comparison, Scope scope) {
        Object left = value(comparison.first(), scope);
        for (Expression.Link link : comparison.links()) {
            Object operand = left;
            Object right = value(link.operand(), scope);
            Object holds = at(comparison.line(), () -> holds(link.operator(), operand, right));
            if (!Boolean.TRUE.equals(holds)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private boolean holds(String operator, @Nullable Object left, @Nullable Object right) {
        return switch (operator) {
            case "==" -> PythonValue.equal(left, right, budget);
            case "!=" -> !PythonValue.equal(left, right, budget);
            case "<" -> PythonValue.compare(left, right, budget) < 0;
            case "<=" -> PythonValue.compare(left, right, budget) <= 0;
            case ">" -> PythonValue.compare(left, right, budget) > 0;
            case ">=" -> PythonValue.compare(left, right, budget) >= 0;
            case "in" -> PythonValue.contains(right, left, budget);
            case "not in" -> !PythonValue.contains(right, left, budget);
            default -> throw new TemplateException("unknown comparison " + operator);
        };
    }
}
