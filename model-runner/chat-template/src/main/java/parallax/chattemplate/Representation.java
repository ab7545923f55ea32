package parallax.chattemplate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as Python's `repr` writes them.
final class Representation {
    private final Budget budget;
    private final TextBuilder out;

    private Representation(Budget budget) {
        this.budget = budget;
        this.out = new TextBuilder(budget);
    }

    static String of(@Nullable Object value, Budget budget) {
        Representation representation = new Representation(budget);
        representation.write(value);
        return representation.out.toString();
    }

    private void write(@Nullable Object value) {
        budget.enter();
        switch (value) {
            case null -> out.append("None");
            case Boolean b -> out.append(b ? "True" : "False");
            case Double d -> out.append(PythonValue.number(d));
            case String s -> {
                budget.charge(s.length());
                out.append(PythonText.quoted(s));
            }
            case Tuple tuple -> {
                out.append("(");
                elements(tuple);
                out.append(tuple.size() == 1 ? ",)" : ")");
            }
            case List<?> list -> {
                out.append("[");
                elements(list);
                out.append("]");
            }
            case Map<?, ?> map -> map(map);
            case Undefined u -> out.append("Undefined");
            case Long l -> out.append(l.toString());
            case Namespace n -> throw new TemplateException("a namespace cannot be printed");
            case Function f -> throw new TemplateException("a function cannot be printed");
            default -> throw new TemplateException("a " + PythonValue.typeName(value) + " cannot be printed");
        }
        budget.leave();
    }

    private void elements(Collection<?> elements) {
        String separator = "";
        for (Object element : elements) {
            out.append(separator);
            write(element);
            separator = ", ";
        }
    }

    private void map(Map<?, ?> map) {
        out.append("{");
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            write(entry.getKey());
            out.append(": ");
            write(entry.getValue());
            separator = ", ";
        }
        out.append("}");
    }
}
