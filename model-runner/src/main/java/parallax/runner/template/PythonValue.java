package parallax.runner.template;

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

    static String text(@Nullable Object value) {
        return value instanceof String text ? text : value instanceof Undefined ? "" : represented(value);
    }

    static String represented(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean b -> b ? "True" : "False";
            case Double d -> number(d);
            case String s -> PythonText.quoted(s);
            case Tuple tuple -> tuple(tuple);
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            case Undefined u -> "Undefined";
            case Long l -> l.toString();
            case Namespace n -> throw new TemplateException("a namespace cannot be printed");
            case Function f -> throw new TemplateException("a function cannot be printed");
            default -> throw new TemplateException("a " + typeName(value) + " cannot be printed");
        };
    }

    private static String tuple(Tuple tuple) {
        String inside = list(tuple).substring(1);
        return "(" + inside.substring(0, inside.length() - 1) + (tuple.size() == 1 ? ",)" : ")");
    }

    private static String list(List<?> list) {
        StringBuilder text = new StringBuilder("[");
        for (Object element : list) {
            text.append(text.length() > 1 ? ", " : "").append(represented(element));
            requireShort(text);
        }
        return text.append(']').toString();
    }

    private static String map(Map<?, ?> map) {
        StringBuilder text = new StringBuilder("{");
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(text.length() > 1 ? ", " : "")
                    .append(represented(entry.getKey()))
                    .append(": ")
                    .append(represented(entry.getValue()));
            requireShort(text);
        }
        return text.append('}').toString();
    }

    private static void requireShort(StringBuilder text) {
        if (text.length() > Budget.MAX_TEXT) {
            throw new TemplateException(
                    "the chat template makes a text of more than " + Budget.MAX_TEXT + " characters");
        }
    }

    /// Python writes the shortest digits that read back equal, with an exponent below 1e-4 and from 1e16.
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
                    + String.format("e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
        }
        String plain = shortest.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    static boolean equal(@Nullable Object a, @Nullable Object b, Budget budget) {
        budget.step();
        if (isNumber(a) && isNumber(b)) {
            return a instanceof Double || b instanceof Double ? real(a) == real(b) : integer(a) == integer(b);
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
            return left.size() == right.size()
                    && left.entrySet().stream()
                            .allMatch(e -> right.containsKey(e.getKey())
                                    && equal(e.getValue(), right.get(e.getKey()), budget));
        }
        return Objects.equals(a, b);
    }

    static int compare(@Nullable Object a, @Nullable Object b, Budget budget) {
        budget.step();
        if (isNumber(a) && isNumber(b)) {
            return a instanceof Double || b instanceof Double
                    ? Double.compare(real(a), real(b))
                    : Long.compare(integer(a), integer(b));
        }
        if (a instanceof String left && b instanceof String right) {
            return compareCodePoints(left, right);
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

    static int compareCodePoints(String left, String right) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        return java.util.Arrays.compare(a, b);
    }

    static boolean contains(@Nullable Object container, @Nullable Object element, Budget budget) {
        budget.step();
        return switch (container) {
            case String text -> text.contains(part(element));
            case List<?> list -> list.stream().anyMatch(each -> equal(each, element, budget));
            case Map<?, ?> map -> map.containsKey(key(element));
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
    static @Nullable Object key(@Nullable Object value) {
        if (value instanceof List || value instanceof Map) {
            throw new TemplateException("a " + typeName(value) + " cannot be a key");
        }
        return value;
    }

    /// The elements that a loop sees.
    static List<@Nullable Object> elements(@Nullable Object value) {
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

    static long length(@Nullable Object value) {
        return switch (value) {
            case String text -> PythonText.length(text);
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
