package parallax.runner.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `object.name`, `object[key]` and `object[from:to:step]`.
final class Attributes {
    private Attributes() {}

    /// An attribute or method, else an entry of that name.
    static @Nullable Object attribute(@Nullable Object object, String name, Budget budget) {
        if (object instanceof Namespace namespace) {
            Map<String, @Nullable Object> attributes = namespace.attributes();
            return attributes.containsKey(name) ? attributes.get(name) : new Undefined(name);
        }
        Function method = Methods.of(object, name, budget);
        if (method != null) {
            return method;
        }
        if (object instanceof Undefined u) {
            throw u.used();
        }
        return object instanceof Map<?, ?> map && map.containsKey(name) ? map.get(name) : new Undefined(name);
    }

    /// An entry or element, else an attribute of that name.
    static @Nullable Object item(@Nullable Object object, @Nullable Object key, Budget budget) {
        if (object instanceof Undefined u) {
            throw u.used();
        }
        if (object instanceof Map<?, ?> map && map.containsKey(PythonValue.key(key))) {
            return map.get(key);
        }
        if (object instanceof List<?> list && PythonValue.isInteger(key)) {
            long index = wrapped(PythonValue.integer(key), list.size());
            return index >= 0 && index < list.size() ? list.get((int) index) : new Undefined("element " + key);
        }
        if (object instanceof String text && PythonValue.isInteger(key)) {
            budget.charge(text.length());
            int length = PythonText.length(text);
            long index = wrapped(PythonValue.integer(key), length);
            return index >= 0 && index < length
                    ? Character.toString(text.codePointAt(text.offsetByCodePoints(0, (int) index)))
                    : new Undefined("character " + key);
        }
        return key instanceof String name ? attribute(object, name, budget) : new Undefined(String.valueOf(key));
    }

    private static long wrapped(long index, int size) {
        return index < 0 ? index + size : index;
    }

    static Object slice(
            @Nullable Object object, @Nullable Object from, @Nullable Object to, @Nullable Object step, Budget budget) {
        List<@Nullable Object> elements = switch (object) {
            case String text -> PythonValue.elements(text);
            case List<?> list -> new ArrayList<>(list);
            case Undefined u -> throw u.used();
            case null -> throw new TemplateException("None cannot be sliced");
            default -> throw new TemplateException("a " + PythonValue.typeName(object) + " cannot be sliced");
        };
        budget.elements(elements.size());
        List<@Nullable Object> taken = new ArrayList<>();
        int size = elements.size();
        long stride = step == null ? 1 : PythonValue.integer(step);
        if (stride == 0) {
            throw new TemplateException("a slice with step 0");
        }
        long start = from == null ? (stride > 0 ? 0 : size - 1) : bound(PythonValue.integer(from), size, stride);
        long end = to == null ? (stride > 0 ? size : -1) : bound(PythonValue.integer(to), size, stride);
        for (long at = start; stride > 0 ? at < end : at > end; at += stride) {
            taken.add(elements.get((int) at));
        }
        if (!(object instanceof String)) {
            return taken;
        }
        StringBuilder text = new StringBuilder();
        taken.forEach(text::append);
        return text.toString();
    }

    private static long bound(long index, int size, long stride) {
        long wrapped = wrapped(index, size);
        return stride > 0 ? Math.clamp(wrapped, 0, size) : Math.clamp(wrapped, -1, size - 1);
    }
}
