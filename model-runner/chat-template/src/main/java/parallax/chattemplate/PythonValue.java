package parallax.chattemplate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Python's meaning of the values a template works on: null (None), Boolean, Long, Double, String, List,
/// Map, [Namespace], [Function] and [Undefined].
final class PythonValue {
    private PythonValue() {}

    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean b -> b;
            case Long l -> l != 0;
            case Double d -> d != 0;
            case String s -> !s.isEmpty();
            case List<?> l -> !l.isEmpty();
            case Map<?, ?> m -> !m.isEmpty();
            case Undefined u -> false;
            default -> true;
        };
    }

    static String text(@Nullable Object value, Budget budget) {
        return value instanceof String text ? text : value instanceof Undefined ? "" : Representation.of(value, budget);
    }

    /// Python writes the shortest digits that read back equal, with an exponent below 1e-4 and from
    /// 1e16.
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent < -4 || exponent >= 16) {
            String digits = shortest.unscaledValue().abs().toString();
            return (value < 0 ? "-" : "")
                    + digits.charAt(0)
                    + (digits.length() > 1 ? "." + digits.substring(1) : "")
                    + (exponent < 0 ? "e-" : "e+")
                    + (Math.abs(exponent) < 10 ? "0" : "")
                    + Math.abs(exponent);
        }
        String plain = shortest.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    static boolean equal(@Nullable Object a, @Nullable Object b, Budget budget) {
        budget.enter();
        boolean bothNumbers = isNumber(a) && isNumber(b);
        boolean equal = bothNumbers ? equalNumbers(a, b) : equalOthers(a, b, budget);
        budget.leave();
        return equal;
    }

    private static boolean equalNumbers(@Nullable Object a, @Nullable Object b) {
        return !Double.isNaN(real(a)) && compareNumbers(a, b) == 0;
    }

    /// Exact, also between integers and doubles: an order that rounds cannot be sorted by.
    private static int compareNumbers(@Nullable Object a, @Nullable Object b) {
        if (isInteger(a) && isInteger(b)) {
            return Long.compare(integer(a), integer(b));
        }
        // Adding zero makes -0.0 equal to 0.0. Rounding keeps the order, so it only needs care with ties.
        int order = Double.compare(real(a) + 0.0, real(b) + 0.0);
        if (order != 0 || isInteger(a) == isInteger(b)) {
            return order;
        }
        return isInteger(a) ? compareExactly(integer(a), real(b)) : -compareExactly(integer(b), real(a));
    }

    /// Of an integer and a double that it rounds to.
    private static int compareExactly(long whole, double rounded) {
        return rounded == 0x1p63 ? -1 : Long.compare(whole, (long) rounded);
    }

    private static boolean equalOthers(@Nullable Object a, @Nullable Object b, Budget budget) {
        if (a instanceof String left && b instanceof String right) {
            budget.charge(Math.min(left.length(), right.length()));
            return left.equals(right);
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            if (left.size() != right.size()) {
                return false;
            }
            for (int i = 0; i < left.size(); i++) {
                if (!equal(left.get(i), right.get(i), budget)) {
                    return false;
                }
            }
            return true;
        }
        if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
            return equalMaps(left, right, budget);
        }
        return Objects.equals(a, b);
    }

    private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right, Budget budget) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            Object key = key(entry.getKey(), budget);
            if (!right.containsKey(key) || !equal(entry.getValue(), right.get(key), budget)) {
                return false;
            }
        }
        return true;
    }

    static int compare(@Nullable Object a, @Nullable Object b, Budget budget) {
        budget.enter();
        int order = order(a, b, budget);
        budget.leave();
        return order;
    }

    private static int order(@Nullable Object a, @Nullable Object b, Budget budget) {
        if (isNumber(a) && isNumber(b)) {
            return compareNumbers(a, b);
        }
        if (a instanceof String left && b instanceof String right) {
            budget.charge(Math.min(left.length(), right.length()));
            return PythonText.compare(left, right);
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                if (!equal(left.get(i), right.get(i), budget)) {
                    return compare(left.get(i), right.get(i), budget);
                }
            }
            return Integer.compare(left.size(), right.size());
        }
        if (a instanceof Undefined u) {
            throw u.used();
        }
        if (b instanceof Undefined u) {
            throw u.used();
        }
        throw new TemplateException("a " + typeName(a) + " and a " + typeName(b) + " have no order");
    }

    static boolean contains(@Nullable Object container, @Nullable Object element, Budget budget) {
        budget.step();
        return switch (container) {
            case String text -> Search.first(text, part(element), budget) >= 0;
            case List<?> list -> list.stream().anyMatch(each -> equal(each, element, budget));
            case Map<?, ?> map -> map.containsKey(key(element, budget));
            case Undefined u -> false;
            case null -> throw new TemplateException("\"in\" needs something to look in, found None");
            default ->
                throw new TemplateException(
                        "a " + typeName(element) + " cannot be looked for in a " + typeName(container));
        };
    }

    private static String part(@Nullable Object element) {
        if (element instanceof String part) {
            return part;
        }
        throw new TemplateException("a " + typeName(element) + " cannot be looked for in a text");
    }

    /// A mapping's key, which must be a plain value.
    static @Nullable Object key(@Nullable Object value, Budget budget) {
        if (value instanceof List || value instanceof Map) {
            throw new TemplateException("a " + typeName(value) + " cannot be a key");
        }
        budget.charge(value instanceof String text ? text.length() : 1);
        return value;
    }

    /// The elements that a loop sees.
    static List<@Nullable Object> elements(@Nullable Object value, Budget budget) {
        budget.elements(
                value instanceof List || value instanceof Map || value instanceof String ? length(value, budget) : 0);
        return switch (value) {
            case List<?> list -> new ArrayList<>(list);
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case String text ->
                new ArrayList<>(text.codePoints().mapToObj(Character::toString).toList());
            case Undefined u -> new ArrayList<>();
            case null -> throw new TemplateException("None cannot be looped over");
            default -> throw new TemplateException("a " + typeName(value) + " cannot be looped over");
        };
    }

    static long length(@Nullable Object value, Budget budget) {
        return switch (value) {
            case String text -> {
                budget.charge(text.length());
                yield PythonText.length(text);
            }
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case Undefined u -> 0;
            case null -> throw new TemplateException("None has no length");
            default -> throw new TemplateException("a " + typeName(value) + " has no length");
        };
    }

    static boolean isNumber(@Nullable Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Boolean;
    }

    static boolean isInteger(@Nullable Object value) {
        return value instanceof Long || value instanceof Boolean;
    }

    static long integer(@Nullable Object value) {
        return switch (value) {
            case Long l -> l;
            case Boolean b -> b ? 1 : 0;
            case Undefined u -> throw u.used();
            case null -> throw new TemplateException("a whole number is needed, found None");
            default -> throw new TemplateException("a whole number is needed, found a " + typeName(value));
        };
    }

    static double real(@Nullable Object value) {
        return value instanceof Double d ? d : integer(value);
    }

    static String typeName(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean b -> "truth value";
            case Long l -> "whole number";
            case Double d -> "number";
            case String s -> "text";
            case List<?> l -> "list";
            case Map<?, ?> m -> "mapping";
            case Undefined u -> "undefined value";
            case Namespace n -> "namespace";
            case Function f -> "function";
            default -> "value";
        };
    }
}
