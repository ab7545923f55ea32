package parallax.chattemplate;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON as Python's `json.dumps` spaces it, which is what models were trained on.
final class PythonJson {
    private final @Nullable String indent;
    private final String itemSeparator;
    private final String keySeparator;
    private final boolean ascii;
    private final boolean sorted;
    private final Budget budget;
    private final TextBuilder out;

    private PythonJson(Map<String, @Nullable Object> settings, Budget budget) {
        Object indentation = settings.get("indent");
        this.indent = switch (indentation) {
            case null -> null;
            case String text -> text;
            default -> " ".repeat((int) Math.clamp(PythonValue.integer(indentation), 0, 100));
        };
        boolean hasSeparators = settings.get("separators") instanceof List<?> list && list.size() == 2;
        List<?> separators = hasSeparators && settings.get("separators") instanceof List<?> list
                ? list
                : List.of(indent == null ? ", " : ",", ": ");
        this.itemSeparator = PythonValue.text(separators.get(0), budget);
        this.keySeparator = PythonValue.text(separators.get(1), budget);
        this.ascii = PythonValue.isTrue(settings.get("ensure_ascii"));
        this.sorted = PythonValue.isTrue(settings.get("sort_keys"));
        this.budget = budget;
        this.out = new TextBuilder(budget);
    }

    static String text(@Nullable Object value, Map<String, @Nullable Object> settings, Budget budget) {
        PythonJson json = new PythonJson(settings, budget);
        json.write(value, 1);
        return json.out.toString();
    }

    private void write(@Nullable Object value, int depth) {
        budget.enter();
        switch (value) {
            case null -> out.append("null");
            case Boolean b -> out.append(b ? "true" : "false");
            case Long l -> out.append(l.toString());
            case Double d -> out.append(number(d));
            case String s -> quoted(s);
            case List<?> list -> list(list, depth);
            case Map<?, ?> map -> map(map, depth);
            case Undefined u -> throw new TemplateException("tojson: \"" + u.name() + "\" is undefined");
            default -> throw new TemplateException("tojson: a " + PythonValue.typeName(value) + " has no JSON form");
        }
        budget.leave();
    }

    private void list(List<?> list, int depth) {
        out.append("[");
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            newLine(depth);
            write(element, depth + 1);
            separator = itemSeparator;
        }
        close(list.isEmpty(), "]", depth);
    }

    private void map(Map<?, ?> map, int depth) {
        out.append("{");
        String separator = "";
        for (Object key : sorted ? sortedKeys(map) : map.keySet()) {
            out.append(separator);
            newLine(depth);
            quoted(key(key));
            out.append(keySeparator);
            write(map.get(key), depth + 1);
            separator = itemSeparator;
        }
        close(map.isEmpty(), "}", depth);
    }

    private List<@Nullable Object> sortedKeys(Map<?, ?> map) {
        List<@Nullable Object> keys = PythonValue.elements(map, budget);
        keys.sort((a, b) -> PythonValue.compare(a, b, budget));
        return keys;
    }

    private void close(boolean isEmpty, String bracket, int depth) {
        if (!isEmpty) {
            newLine(depth - 1);
        }
        out.append(bracket);
    }

    private void newLine(int depth) {
        if (indent != null) {
            out.append("\n").repeat(indent, depth);
        }
    }

    private String key(@Nullable Object key) {
        return switch (key) {
            case null -> "null";
            case String s -> s;
            case Boolean b -> b ? "true" : "false";
            default -> PythonValue.text(key, budget);
        };
    }

    private static String number(double value) {
        return Double.isNaN(value)
                ? "NaN"
                : Double.isInfinite(value) ? (value > 0 ? "Infinity" : "-Infinity") : PythonValue.number(value);
    }

    private void quoted(String text) {
        budget.charge(text.length());
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                default -> {
                    if (c < 32 || (ascii && c > 126)) {
                        quoted.append("\\u" + HexFormat.of().toHexDigits(c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        out.append(quoted.append('"'));
    }
}
