package parallax.chattemplate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values a function, filter or method is called with.
record Arguments(String callee, List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
    boolean has(int index, String name) {
        return index < positional.size() || named.containsKey(name);
    }

    @Nullable
    Object get(int index, String name, @Nullable Object otherwise) {
        if (index < positional.size()) {
            return positional.get(index);
        }
        return named.containsKey(name) ? named.get(name) : otherwise;
    }

    @Nullable
    Object required(int index, String name) {
        if (!has(index, name)) {
            throw new TemplateException(callee + " needs the argument \"" + name + "\"");
        }
        return get(index, name, null);
    }

    String text(int index, String name) {
        Object value = required(index, name);
        if (value instanceof String text) {
            return text;
        }
        throw new TemplateException(
                callee + ": \"" + name + "\" must be a text, found a " + PythonValue.typeName(value));
    }

    /// A text, or null for None and for a missing argument.
    @Nullable
    String textOrNull(int index, String name) {
        return get(index, name, null) == null ? null : text(index, name);
    }

    int number(int index, String name, int otherwise) {
        Object value = get(index, name, null);
        return value == null
                ? otherwise
                : (int) Math.clamp(PythonValue.integer(value), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    boolean flag(int index, String name) {
        return has(index, name) && PythonValue.isTrue(get(index, name, null));
    }
}
