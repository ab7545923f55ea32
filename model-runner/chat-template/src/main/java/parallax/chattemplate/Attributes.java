package parallax.chattemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
        if (object instanceof Map<?, ?> map && map.containsKey(PythonValue.key(key, budget))) {
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
        return key instanceof String name
                ? attribute(object, name, budget)
                : new Undefined("entry by a " + PythonValue.typeName(key));
    }

    private static long wrapped(long index, int size) {
        return index < 0 ? index + size : index;
    }

    static Object slice(
            @Nullable Object object, @Nullable Object from, @Nullable Object to, @Nullable Object step, Budget budget) {
        return switch (object) {
            case String text -> {
                budget.charge(text.length());
                int[] characters = text.codePoints().toArray();
                StringBuilder taken = new StringBuilder();
                indices(characters.length, from, to, step).forEach(i -> taken.appendCodePoint(characters[i]));
                yield taken.toString();
            }
            case List<?> list -> {
                budget.elements(list.size());
                List<@Nullable Object> taken = new ArrayList<>();
                indices(list.size(), from, to, step).forEach(i -> taken.add(list.get(i)));
                yield taken;
            }
            case Undefined u -> throw u.used();
            case null -> throw new TemplateException("None cannot be sliced");
            default -> throw new TemplateException("a " + PythonValue.typeName(object) + " cannot be sliced");
        };
    }

    private static IntStream indices(int size, @Nullable Object from, @Nullable Object to, @Nullable Object step) {
        long stride = step == null ? 1 : PythonValue.integer(step);
        if (stride == 0) {
            throw new TemplateException("a slice with step 0");
        }
        long start = from == null ? (stride > 0 ? 0 : size - 1) : bound(PythonValue.integer(from), size, stride);
        long end = to == null ? (stride > 0 ? size : -1) : bound(PythonValue.integer(to), size, stride);
        // A stride beyond the size takes one element, as one of the size does; adding it stays a whole number.
        long reach = Math.clamp(stride, -size - 1, size + 1);
        return LongStream.iterate(start, at -> reach > 0 ? at < end : at > end, at -> at + reach)
                .mapToInt(Math::toIntExact);
    }

    private static long bound(long index, int size, long stride) {
        long wrapped = wrapped(index, size);
        return stride > 0 ? Math.clamp(wrapped, 0, size) : Math.clamp(wrapped, -1, size - 1);
    }
}
