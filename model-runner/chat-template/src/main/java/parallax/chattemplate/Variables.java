package parallax.chattemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns a caller's values into those that templates work on, as copies, so that no object of the
/// caller's can be reached.
final class Variables {
    private static final int MAX_DEPTH = 100;

    private Variables() {}

    /// @throws IllegalArgumentException for a value of another kind, by its name
    static Map<String, @Nullable Object> copied(Map<String, ? extends @Nullable Object> variables) {
        Map<String, @Nullable Object> copies = new LinkedHashMap<>();
        variables.forEach((name, value) -> copies.put(name, copied(name, value, 0)));
        return copies;
    }

    private static @Nullable Object copied(String name, @Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(name + " nests more than " + MAX_DEPTH + " deep");
        }
        return switch (value) {
            case null -> null;
            case Boolean truth -> truth;
            case String text -> text;
            case Long number -> number;
            case Integer number -> number.longValue();
            case Double number -> number;
            case Float number -> number.doubleValue();
            case List<?> list -> {
                List<@Nullable Object> copies = new ArrayList<>();
                for (Object element : list) {
                    copies.add(copied(name + "[" + copies.size() + "]", element, depth + 1));
                }
                yield copies;
            }
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> copies = new LinkedHashMap<>();
                map.forEach((key, element) -> {
                    if (!(key instanceof String entry)) {
                        throw new IllegalArgumentException(name + " has the key " + key + ", which is not a String");
                    }
                    copies.put(entry, copied(name + "." + entry, element, depth + 1));
                });
                yield copies;
            }
            default ->
                throw new IllegalArgumentException(name + " is of " + value.getClass()
                        + "; templates work on null, Boolean, Integer, Long, Float, Double, String, List and Map");
        };
    }
}
