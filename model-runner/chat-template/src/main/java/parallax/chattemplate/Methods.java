package parallax.chattemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The methods of Python's texts, mappings and lists that templates call. Those that change a value are
/// refused, as in Jinja's immutable sandbox.
final class Methods {
    private Methods() {}

    static @Nullable Function of(@Nullable Object object, String name, Budget budget) {
        return switch (object) {
            case String text -> TextMethods.of(text, name, budget);
            case Map<?, ?> map -> ofMap(map, name, budget);
            case List<?> list -> ofList(list, name, budget);
            case null -> null;
            default -> null;
        };
    }

    private static @Nullable Function ofMap(Map<?, ?> map, String name, Budget budget) {
        return switch (name) {
            case "items" -> (positional, named) -> items(map, budget);
            case "keys" -> (positional, named) -> PythonValue.elements(map, budget);
            case "values" ->
                (positional, named) -> {
                    budget.elements(map.size());
                    return new ArrayList<@Nullable Object>(map.values());
                };
            case "copy" ->
                (positional, named) -> {
                    budget.elements(map.size());
                    return new LinkedHashMap<@Nullable Object, @Nullable Object>(map);
                };
            case "get" ->
                (positional, named) -> {
                    Arguments arguments = new Arguments("get", positional, named);
                    Object key = PythonValue.key(arguments.required(0, "key"), budget);
                    return map.containsKey(key) ? map.get(key) : arguments.get(1, "default", null);
                };
            case "update", "pop", "popitem", "clear", "setdefault" -> changing(name);
            default -> null;
        };
    }

    static List<@Nullable Object> items(Map<?, ?> map, Budget budget) {
        budget.elements(3L * map.size());
        List<@Nullable Object> items = new ArrayList<>();
        map.forEach((key, value) -> items.add(Tuple.of(key, value)));
        return items;
    }

    private static @Nullable Function ofList(List<?> list, String name, Budget budget) {
        return switch (name) {
            case "copy" -> (positional, named) -> PythonValue.elements(list, budget);
            case "count" ->
                (positional, named) -> {
                    Object wanted = new Arguments("count", positional, named).required(0, "value");
                    return list.stream()
                            .filter(each -> PythonValue.equal(each, wanted, budget))
                            .count();
                };
            case "index" ->
                (positional, named) -> {
                    Object wanted = new Arguments("index", positional, named).required(0, "value");
                    for (int i = 0; i < list.size(); i++) {
                        if (PythonValue.equal(list.get(i), wanted, budget)) {
                            return (long) i;
                        }
                    }
                    throw new TemplateException("index: the list does not contain the value");
                };
            case "append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse" -> changing(name);
            default -> null;
        };
    }

    private static Function changing(String name) {
        return (positional, named) -> {
            throw new TemplateException("templates may not change values: \"" + name + "\" is refused");
        };
    }
}
