package parallax.chattemplate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Jinja's tests: the names behind `is`.
final class Tests {
    static final Set<String> NAMES = Set.of(
            "defined",
            "undefined",
            "none",
            "boolean",
            "true",
            "false",
            "string",
            "number",
            "integer",
            "float",
            "mapping",
            "sequence",
            "iterable",
            "callable",
            "odd",
            "even",
            "divisibleby",
            "eq",
            "equalto",
            "==",
            "ne",
            "!=",
            "lt",
            "lessthan",
            "<",
            "le",
            "<=",
            "gt",
            "greaterthan",
            ">",
            "ge",
            ">=",
            "in",
            "sameas",
            "lower",
            "upper");

    private Tests() {}

    static void requireKnown(String name) {
        if (!NAMES.contains(name)) {
            throw new TemplateException("the test \"is " + name + "\" is not supported");
        }
    }

    static boolean holds(String name, @Nullable Object value, List<@Nullable Object> arguments, Budget budget) {
        requireKnown(name);
        return switch (name) {
            case "defined" -> !(value instanceof Undefined);
            case "undefined" -> value instanceof Undefined;
            case "none" -> value == null;
            case "boolean" -> value instanceof Boolean;
            case "true" -> Boolean.TRUE.equals(value);
            case "false" -> Boolean.FALSE.equals(value);
            case "string" -> value instanceof String;
            case "number" -> PythonValue.isNumber(value);
            case "integer" -> value instanceof Long;
            case "float" -> value instanceof Double;
            case "mapping" -> value instanceof Map;
            case "sequence", "iterable" ->
                value instanceof String || value instanceof List || value instanceof Map || value instanceof Undefined;
            case "callable" -> value instanceof Function;
            case "odd" -> Math.floorMod(PythonValue.integer(value), 2) == 1;
            case "even" -> Math.floorMod(PythonValue.integer(value), 2) == 0;
            case "divisibleby" -> divisible(PythonValue.integer(value), PythonValue.integer(only(name, arguments)));
            case "eq", "equalto", "==" -> PythonValue.equal(value, only(name, arguments), budget);
            case "ne", "!=" -> !PythonValue.equal(value, only(name, arguments), budget);
            case "lt", "lessthan", "<" -> PythonValue.compare(value, only(name, arguments), budget) < 0;
            case "le", "<=" -> PythonValue.compare(value, only(name, arguments), budget) <= 0;
            case "gt", "greaterthan", ">" -> PythonValue.compare(value, only(name, arguments), budget) > 0;
            case "ge", ">=" -> PythonValue.compare(value, only(name, arguments), budget) >= 0;
            case "in" -> PythonValue.contains(only(name, arguments), value, budget);
            case "sameas" -> same(value, only(name, arguments), budget);
            case "lower" -> isCased(PythonValue.text(value, budget), LetterCase::lower, budget);
            case "upper" -> isCased(PythonValue.text(value, budget), LetterCase::upper, budget);
            default -> throw new TemplateException("the test \"is " + name + "\" is not supported");
        };
    }

    private static boolean divisible(long value, long by) {
        if (by == 0) {
            throw new TemplateException("division by zero");
        }
        return Math.floorMod(value, by) == 0;
    }

    private static @Nullable Object only(String name, List<@Nullable Object> arguments) {
        if (arguments.size() != 1) {
            throw new TemplateException("the test \"is " + name + "\" needs one value to compare with");
        }
        return arguments.getFirst();
    }

    /// Identity, which for None and truth values is equality.
    private static boolean same(@Nullable Object a, @Nullable Object b, Budget budget) {
        if (a instanceof Boolean || b instanceof Boolean || a == null || b == null) {
            return java.util.Objects.equals(a, b);
        }
        return a == b
                || (!(a instanceof List)
                        && !(a instanceof Map)
                        && a.getClass() == b.getClass()
                        && PythonValue.equal(a, b, budget));
    }

    /// Whether a text has letters and is as a conversion would make it.
    static boolean isCased(String text, UnaryOperator<String> conversion, Budget budget) {
        budget.charge(text.length());
        return text.equals(conversion.apply(text))
                && text.codePoints().anyMatch(c -> Character.isUpperCase(c) || Character.isLowerCase(c));
    }
}
