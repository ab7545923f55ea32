package parallax.chattemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Jinja's filters on single values: the names behind `|`.
final class Filters {
    static final Set<String> NAMES = Set.of(
            "abs",
            "capitalize",
            "count",
            "length",
            "default",
            "d",
            "escape",
            "e",
            "float",
            "forceescape",
            "format",
            "indent",
            "int",
            "items",
            "join",
            "lower",
            "replace",
            "round",
            "safe",
            "string",
            "title",
            "tojson",
            "trim",
            "upper",
            "center");

    /// A double has no more digits before its point, nor leading zeros behind it.
    private static final int MAX_DIGITS = 325;

    private Filters() {}

    static boolean isKnown(String name) {
        return NAMES.contains(name) || ListFilters.NAMES.contains(name);
    }

    static @Nullable Object apply(String name, @Nullable Object value, Arguments arguments, Budget budget) {
        budget.step();
        if (!isKnown(name)) {
            throw new TemplateException("the filter \"" + name + "\" is not supported");
        }
        if (ListFilters.NAMES.contains(name)) {
            return ListFilters.apply(name, value, arguments, budget);
        }
        return switch (name) {
            case "abs" -> value instanceof Double d ? Math.abs(d) : Math.abs(PythonValue.integer(value));
            case "length", "count" -> PythonValue.length(value, budget);
            case "default", "d" -> {
                boolean missing =
                        value instanceof Undefined || (arguments.flag(1, "boolean") && !PythonValue.isTrue(value));
                yield missing ? arguments.get(0, "default_value", "") : value;
            }
            case "float" -> real(value, arguments, budget);
            case "int" -> integer(value, arguments, budget);
            case "round" -> rounded(value, arguments, budget);
            case "items" ->
                switch (value) {
                    case Map<?, ?> map -> Methods.items(map, budget);
                    case Undefined u -> new ArrayList<>();
                    case null -> throw new TemplateException("items needs a mapping, found None");
                    default ->
                        throw new TemplateException("items needs a mapping, found a " + PythonValue.typeName(value));
                };
            case "join" -> join(value, arguments, budget);
            case "tojson" -> PythonJson.text(value, jsonSettings(arguments), budget);
            case "safe", "string" -> PythonValue.text(value, budget);
            default -> text(name, PythonValue.text(value, budget), arguments, budget);
        };
    }

    private static String text(String name, String text, Arguments arguments, Budget budget) {
        budget.charge(text.length());
        String changed = switch (name) {
            case "capitalize" -> PythonText.capitalize(text);
            case "lower" -> LetterCase.lower(text);
            case "upper" -> LetterCase.upper(text);
            case "title" -> title(text);
            case "trim" -> TextMethods.strip(text, arguments.textOrNull(0, "chars"), Ends.BOTH, budget);
            case "replace" ->
                TextMethods.replace(
                        text,
                        PythonValue.text(arguments.required(0, "old"), budget),
                        PythonValue.text(arguments.required(1, "new"), budget),
                        arguments.number(2, "count", -1),
                        budget);
            case "escape", "e", "forceescape" -> escaped(text);
            case "indent" -> indented(text, arguments, budget);
            case "center" -> centred(text, arguments, budget);
            case "format" -> PercentFormat.apply(text, arguments.positional(), budget);
            default -> throw new TemplateException("the filter \"" + name + "\" is not supported");
        };
        budget.text(changed.length());
        return changed;
    }

    /// Words begin after white space, `-` and opening brackets, as in Jinja's filter.
    private static String title(String text) {
        StringBuilder titled = new StringBuilder();
        boolean start = true;
        for (int c : text.codePoints().toArray()) {
            titled.appendCodePoint(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
            start = PythonText.isSpace(c) || "-([{<".indexOf(c) >= 0;
        }
        return titled.toString();
    }

    private static Map<String, @Nullable Object> jsonSettings(Arguments arguments) {
        Map<String, @Nullable Object> settings = new java.util.HashMap<>(arguments.named());
        List<String> order = List.of("ensure_ascii", "indent", "separators", "sort_keys");
        for (int i = 0; i < Math.min(order.size(), arguments.positional().size()); i++) {
            settings.put(order.get(i), arguments.positional().get(i));
        }
        return settings;
    }

    private static Object real(@Nullable Object value, Arguments arguments, Budget budget) {
        if (PythonValue.isNumber(value)) {
            return PythonValue.real(value);
        }
        try {
            return Double.parseDouble(numeral(value, budget));
        } catch (NumberFormatException e) {
            return PythonValue.real(arguments.get(0, "default", 0.0));
        }
    }

    private static Object integer(@Nullable Object value, Arguments arguments, Budget budget) {
        if (value instanceof Double d) {
            return d.longValue();
        }
        if (PythonValue.isInteger(value)) {
            return PythonValue.integer(value);
        }
        String text = numeral(value, budget);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            try {
                return (long) Double.parseDouble(text);
            } catch (NumberFormatException e2) {
                return PythonValue.integer(arguments.get(0, "default", 0L));
            }
        }
    }

    private static String numeral(@Nullable Object value, Budget budget) {
        String text = PythonValue.text(value, budget);
        budget.charge(text.length());
        return text.strip();
    }

    private static Object rounded(@Nullable Object value, Arguments arguments, Budget budget) {
        int digits = Math.clamp(arguments.number(0, "precision", 0), -MAX_DIGITS, MAX_DIGITS);
        String method = arguments.has(1, "method") ? arguments.text(1, "method") : "common";
        java.math.RoundingMode mode = switch (method) {
            case "common" -> java.math.RoundingMode.HALF_EVEN;
            case "ceil" -> java.math.RoundingMode.CEILING;
            case "floor" -> java.math.RoundingMode.FLOOR;
            default -> throw new TemplateException("round: unknown method \"" + method + "\"");
        };
        double real = PythonValue.real(value);
        if (Double.isNaN(real) || Double.isInfinite(real)) {
            return real;
        }
        budget.charge(MAX_DIGITS);
        return new java.math.BigDecimal(real).setScale(digits, mode).doubleValue();
    }

    private static String join(@Nullable Object value, Arguments arguments, Budget budget) {
        String separator = arguments.has(0, "d") ? PythonValue.text(arguments.get(0, "d", ""), budget) : "";
        Object attribute = arguments.get(1, "attribute", null);
        TextBuilder joined = new TextBuilder(budget);
        boolean first = true;
        for (Object element : PythonValue.elements(value, budget)) {
            Object part = attribute == null ? element : ListFilters.attributeOf(element, attribute, budget);
            joined.append(first ? "" : separator).append(PythonValue.text(part, budget));
            first = false;
        }
        return joined.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private static String indented(String text, Arguments arguments, Budget budget) {
        Object width = arguments.get(0, "width", 4L);
        String indentation =
                width instanceof String s ? s : " ".repeat((int) Math.clamp(PythonValue.integer(width), 0, 1000));
        boolean first = arguments.flag(1, "first");
        boolean blank = arguments.flag(2, "blank");
        TextBuilder indented = new TextBuilder(budget);
        int end = -1;
        for (int start = 0; start <= text.length(); start = end + 1) {
            int newLine = text.indexOf('\n', start);
            end = newLine < 0 ? text.length() : newLine;
            boolean wanted = start == 0 ? first : blank || end > start;
            indented.append(start > 0 ? "\n" : "")
                    .append(wanted ? indentation : "")
                    .append(text, start, end);
        }
        return indented.toString();
    }

    private static String centred(String text, Arguments arguments, Budget budget) {
        int width = Math.max(0, arguments.number(0, "width", 80));
        int missing = width - PythonText.length(text);
        budget.text(width);
        if (missing <= 0) {
            return text;
        }
        int left = missing / 2 + (missing & width & 1);
        return " ".repeat(left) + text + " ".repeat(missing - left);
    }
}
