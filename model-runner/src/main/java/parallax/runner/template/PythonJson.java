package parallax.runner.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// JSON as Python's `json.dumps` spaces it, which is what models were trained on.
final class PythonJson {
    private final @Nullable String indent;
    private final String itemSeparator;
    private final String keySeparator;
    private final boolean ascii;
    private final boolean sorted;
    private final Budget budget;
    private final StringBuilder out = new StringBuilder();

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
        this.itemSeparator = PythonValue.text(separators.get(0));
        this.keySeparator = PythonValue.text(separators.get(1));
        this.ascii = PythonValue.isTrue(settings.get("ensure_ascii"));
        this.sorted = PythonValue.isTrue(settings.get("sort_keys"));
        this.budget = budget;
    }

    static String text(@Nullable Object value, Map<String, @Nullable Object> settings, Budget budget) {
        PythonJson json = new PythonJson(settings, budget);
        json.write(value, 1);
        return json.out.toString();
    }

    private void write(@Nullable Object value, int depth) {
        budget.step();
        if (depth > 200) {
            throw new TemplateException("tojson: nested more than 200 deep");
        }
        switch (value) {
            case null -> out.append("null");
            case Boolean b -> out.append(b ? "true" : "false");
            case Long l -> out.append(l);
            case Double d -> out.append(number(d));
            case String s -> quoted(s);
            case List<?> list -> {
                List<Runnable> writers = new ArrayList<>();
                list.forEach(element -> writers.add(() -> write(element, depth + 1)));
                container('[', writers, ']', depth);
            }
            case Map<?, ?> map -> {
                Map<?, ?> ordered = sorted ? new TreeMap<>(map) : map;
                List<Runnable> writers = new ArrayList<>();
                ordered.forEach((key, element) -> writers.add(() -> {
                    quoted(key(key));
                    out.append(keySeparator);
                    write(element, depth + 1);
                }));
                container('{', writers, '}', depth);
            }
            case Undefined u -> throw new TemplateException("tojson: \"" + u.name() + "\" is undefined");
            default -> throw new TemplateException("tojson: a " + PythonValue.typeName(value) + " has no JSON form");
        }
        budget.text(out.length() > 0 ? 1 : 0);
        if (out.length() > Budget.MAX_TEXT) {
            budget.text(out.length());
        }
    }

    private static String key(@Nullable Object key) {
        return switch (key) {
            case null -> "null";
            case String s -> s;
            case Boolean b -> b ? "true" : "false";
            default -> PythonValue.text(key);
        };
    }

    private static String number(double value) {
        return Double.isNaN(value)
                ? "NaN"
                : Double.isInfinite(value) ? (value > 0 ? "Infinity" : "-Infinity") : PythonValue.number(value);
    }

    private void container(char open, List<Runnable> elements, char close, int depth) {
        out.append(open);
        for (int i = 0; i < elements.size(); i++) {
            out.append(i > 0 ? itemSeparator : "");
            newLine(depth);
            elements.get(i).run();
        }
        if (!elements.isEmpty()) {
            newLine(depth - 1);
        }
        out.append(close);
    }

    private void newLine(int depth) {
        if (indent != null) {
            out.append('\n').repeat(indent, depth);
        }
    }

    private void quoted(String text) {
        budget.charge(text.length());
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 32 || (ascii && c > 126)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
