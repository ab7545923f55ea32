package parallax.chattemplate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Jinja's filters on sequences.
final class ListFilters {
    static final Set<String> NAMES = Set.of(
            "first",
            "last",
            "list",
            "reverse",
            "sort",
            "unique",
            "min",
            "max",
            "sum",
            "map",
            "select",
            "reject",
            "selectattr",
            "rejectattr",
            "dictsort",
            "batch",
            "groupby",
            "attr");

    /// What gives nothing for nothing, none included; the others refuse none.
    private static final Set<String> PASS_NOTHING_ON = Set.of("select", "reject", "selectattr", "rejectattr", "map");

    private ListFilters() {}

    static @Nullable Object apply(String name, @Nullable Object value, Arguments arguments, Budget budget) {
        if (name.equals("attr")) {
            return Attributes.attribute(value, arguments.text(0, "name"), budget);
        }
        if (name.equals("reverse") && value instanceof String text) {
            budget.text(text.length());
            return new StringBuilder(text).reverse().toString();
        }
        if (name.equals("dictsort")) {
            return dictSort(value, arguments, budget);
        }
        if (PASS_NOTHING_ON.contains(name) && !PythonValue.isTrue(value)) {
            return new ArrayList<>();
        }
        List<@Nullable Object> elements = PythonValue.elements(value, budget);
        return switch (name) {
            case "first" -> elements.isEmpty() ? new Undefined("first element") : elements.getFirst();
            case "last" -> elements.isEmpty() ? new Undefined("last element") : elements.getLast();
            case "list" -> elements;
            case "reverse" -> new ArrayList<>(elements.reversed());
            case "sort" -> sorted(elements, arguments, budget);
            case "unique" -> unique(elements, arguments, budget);
            case "min", "max" -> extreme(name, elements, arguments, budget);
            case "sum" -> sum(elements, arguments, budget);
            case "map" -> mapped(elements, arguments, budget);
            case "select", "reject" -> selected(elements, name.equals("select"), arguments, 0, null, budget);
            case "selectattr", "rejectattr" ->
                selected(elements, name.equals("selectattr"), arguments, 1, arguments.required(0, "attribute"), budget);
            case "batch" -> batches(elements, arguments, budget);
            case "groupby" -> grouped(elements, arguments, budget);
            default -> throw new TemplateException("the filter \"" + name + "\" is not supported");
        };
    }

    /// `a.b.0` looked up step by step.
    static @Nullable Object attributeOf(@Nullable Object element, @Nullable Object attribute, Budget budget) {
        if (!(attribute instanceof String path)) {
            return Attributes.item(element, attribute, budget);
        }
        Object value = element;
        for (String part : TextSplit.all(path, budget).at(".")) {
            value = Attributes.item(value, isIndex(part) ? (Object) Long.parseLong(part) : part, budget);
        }
        return value;
    }

    private static boolean isIndex(String part) {
        return !part.isEmpty() && part.length() < 10 && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static @Nullable Object keyOf(
            @Nullable Object element, Arguments arguments, int index, boolean caseSensitive, Budget budget) {
        Object attribute = arguments.get(index, "attribute", null);
        Object key = attribute == null ? element : attributeOf(element, attribute, budget);
        return caseSensitive ? key : lowered(key, budget);
    }

    private static @Nullable Object lowered(@Nullable Object key, Budget budget) {
        if (!(key instanceof String text)) {
            return key;
        }
        budget.charge(text.length());
        return LetterCase.lower(text);
    }

    private static List<@Nullable Object> sorted(List<@Nullable Object> elements, Arguments arguments, Budget budget) {
        boolean caseSensitive = arguments.flag(1, "case_sensitive");
        Comparator<@Nullable Object> order = (a, b) -> {
            budget.step();
            return PythonValue.compare(
                    keyOf(a, arguments, 2, caseSensitive, budget),
                    keyOf(b, arguments, 2, caseSensitive, budget),
                    budget);
        };
        List<@Nullable Object> sorted = new ArrayList<>(elements);
        sorted.sort(arguments.flag(0, "reverse") ? order.reversed() : order);
        return sorted;
    }

    private static List<@Nullable Object> unique(List<@Nullable Object> elements, Arguments arguments, Budget budget) {
        boolean caseSensitive = arguments.flag(0, "case_sensitive");
        Map<@Nullable Object, @Nullable Object> seen = new LinkedHashMap<>();
        elements.forEach(each ->
                seen.putIfAbsent(PythonValue.key(keyOf(each, arguments, 1, caseSensitive, budget), budget), each));
        return new ArrayList<>(seen.values());
    }

    private static @Nullable Object extreme(
            String name, List<@Nullable Object> elements, Arguments arguments, Budget budget) {
        if (elements.isEmpty()) {
            return new Undefined(name);
        }
        boolean caseSensitive = arguments.flag(0, "case_sensitive");
        Object best = elements.getFirst();
        for (Object each : elements) {
            int order = PythonValue.compare(
                    keyOf(each, arguments, 1, caseSensitive, budget),
                    keyOf(best, arguments, 1, caseSensitive, budget),
                    budget);
            best = name.equals("min") ? (order < 0 ? each : best) : (order > 0 ? each : best);
        }
        return best;
    }

    private static Object sum(List<@Nullable Object> elements, Arguments arguments, Budget budget) {
        Object attribute = arguments.get(0, "attribute", null);
        Object total = arguments.has(1, "start") ? arguments.required(1, "start") : 0L;
        for (Object each : elements) {
            total = Arithmetic.apply(
                    "+", total, attribute == null ? each : attributeOf(each, attribute, budget), budget);
        }
        return total == null ? 0L : total;
    }

    private static List<@Nullable Object> mapped(List<@Nullable Object> elements, Arguments arguments, Budget budget) {
        List<@Nullable Object> mapped = new ArrayList<>();
        if (arguments.positional().isEmpty()) {
            Object attribute = arguments.required(0, "attribute");
            for (Object each : elements) {
                Object value = attributeOf(each, attribute, budget);
                boolean useDefault =
                        value instanceof Undefined && arguments.named().containsKey("default");
                mapped.add(useDefault ? arguments.named().get("default") : value);
            }
            return mapped;
        }
        String filter = arguments.text(0, "filter");
        Arguments rest = new Arguments(
                filter, arguments.positional().subList(1, arguments.positional().size()), arguments.named());
        for (Object each : elements) {
            mapped.add(Filters.apply(filter, each, rest, budget));
        }
        return mapped;
    }

    private static List<@Nullable Object> selected(
            List<@Nullable Object> elements,
            boolean keep,
            Arguments arguments,
            int testAt,
            @Nullable Object attribute,
            Budget budget) {
        List<@Nullable Object> positional = arguments.positional();
        String test = positional.size() > testAt ? arguments.text(testAt, "test") : null;
        if (test != null) {
            Tests.requireKnown(test);
        }
        List<@Nullable Object> operands =
                positional.subList(Math.min(testAt + 1, positional.size()), positional.size());
        List<@Nullable Object> selected = new ArrayList<>();
        for (Object each : elements) {
            budget.step();
            Object value = attribute == null ? each : attributeOf(each, attribute, budget);
            boolean holds = test == null ? PythonValue.isTrue(value) : Tests.holds(test, value, operands, budget);
            if (holds == keep) {
                selected.add(each);
            }
        }
        return selected;
    }

    private static List<@Nullable Object> dictSort(@Nullable Object value, Arguments arguments, Budget budget) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new TemplateException("dictsort needs a mapping, found a " + PythonValue.typeName(value));
        }
        boolean caseSensitive = arguments.flag(0, "case_sensitive");
        int position = "value".equals(arguments.get(1, "by", "key")) ? 1 : 0;
        Comparator<@Nullable Object> order = (a, b) -> PythonValue.compare(
                pairKey(a, position, caseSensitive, budget), pairKey(b, position, caseSensitive, budget), budget);
        List<@Nullable Object> items = Methods.items(map, budget);
        items.sort(arguments.flag(2, "reverse") ? order.reversed() : order);
        return items;
    }

    private static @Nullable Object pairKey(@Nullable Object pair, int position, boolean caseSensitive, Budget budget) {
        Object key = pair instanceof List<?> list ? list.get(position) : null;
        return caseSensitive ? key : lowered(key, budget);
    }

    private static List<@Nullable Object> batches(List<@Nullable Object> elements, Arguments arguments, Budget budget) {
        int size = arguments.number(0, "linecount", 0);
        if (size < 1) {
            throw new TemplateException("batch needs a size of at least 1");
        }
        Object filler = arguments.get(1, "fill_with", null);
        budget.elements(elements.size());
        List<@Nullable Object> batches = new ArrayList<>();
        for (int start = 0; start < elements.size(); start += size) {
            List<@Nullable Object> batch =
                    new ArrayList<>(elements.subList(start, Math.min(start + size, elements.size())));
            while (filler != null && batch.size() < size) {
                budget.element(batch.size());
                batch.add(filler);
            }
            budget.step();
            batches.add(batch);
        }
        return batches;
    }

    private static List<@Nullable Object> grouped(List<@Nullable Object> elements, Arguments arguments, Budget budget) {
        Object attribute = arguments.required(0, "attribute");
        Comparator<@Nullable Object> order = (a, b) -> PythonValue.compare(a, b, budget);
        Map<@Nullable Object, List<@Nullable Object>> groups = new TreeMap<>(order);
        for (Object each : elements) {
            groups.computeIfAbsent(attributeOf(each, attribute, budget), key -> new ArrayList<>())
                    .add(each);
        }
        List<@Nullable Object> pairs = new ArrayList<>();
        groups.forEach((key, members) -> pairs.add(Tuple.of(key, members)));
        return pairs;
    }
}
