package parallax.runner.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The methods of Python's `str`.
final class TextMethods {
    private final String text;
    private final Arguments arguments;
    private final Budget budget;

    private TextMethods(String text, Arguments arguments, Budget budget) {
        this.text = text;
        this.arguments = arguments;
        this.budget = budget;
    }

    private static final java.util.Set<String> NAMES = java.util.Set.of(
            "strip",
            "lstrip",
            "rstrip",
            "split",
            "rsplit",
            "splitlines",
            "startswith",
            "endswith",
            "replace",
            "upper",
            "lower",
            "title",
            "capitalize",
            "find",
            "rfind",
            "index",
            "count",
            "join",
            "removeprefix",
            "removesuffix",
            "isdigit",
            "isnumeric",
            "isdecimal",
            "isalpha",
            "isalnum",
            "isspace",
            "islower",
            "isupper",
            "partition",
            "rpartition",
            "zfill",
            "ljust",
            "rjust",
            "casefold",
            "format",
            "encode");

    static @Nullable Function of(String text, String name, Budget budget) {
        if (!NAMES.contains(name)) {
            return null;
        }
        return (List<@Nullable Object> positional, Map<String, @Nullable Object> named) -> {
            budget.charge(text.length());
            return new TextMethods(text, new Arguments(name, positional, named), budget).call(name);
        };
    }

    private Object call(String name) {
        return switch (name) {
            case "strip" -> PythonText.strip(text, arguments.textOrNull(0, "chars"), true, true);
            case "lstrip" -> PythonText.strip(text, arguments.textOrNull(0, "chars"), true, false);
            case "rstrip" -> PythonText.strip(text, arguments.textOrNull(0, "chars"), false, true);
            case "split" -> split(false);
            case "rsplit" -> split(true);
            case "splitlines" -> splitLines();
            case "startswith" -> affix(text::startsWith);
            case "endswith" -> affix(text::endsWith);
            case "replace" ->
                replace(
                        text,
                        arguments.text(0, "old"),
                        arguments.text(1, "new"),
                        arguments.number(2, "count", -1),
                        budget);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower", "casefold" -> text.toLowerCase(Locale.ROOT);
            case "title" -> PythonText.title(text);
            case "capitalize" -> PythonText.capitalize(text);
            case "find" -> codePointIndex(text.indexOf(arguments.text(0, "sub")));
            case "rfind" -> codePointIndex(text.lastIndexOf(arguments.text(0, "sub")));
            case "index" -> found(text.indexOf(arguments.text(0, "sub")));
            case "count" -> (long) count(arguments.text(0, "sub"));
            case "join" -> join(PythonValue.elements(arguments.required(0, "iterable")));
            case "removeprefix" -> {
                String prefix = arguments.text(0, "prefix");
                yield text.startsWith(prefix) ? text.substring(prefix.length()) : text;
            }
            case "removesuffix" -> {
                String suffix = arguments.text(0, "suffix");
                yield text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
            }
            case "isdigit", "isnumeric", "isdecimal" -> all(Character::isDigit);
            case "isalpha" -> all(Character::isLetter);
            case "isalnum" -> all(Character::isLetterOrDigit);
            case "isspace" -> all(PythonText::isSpace);
            case "islower" -> Tests.isCased(text, true);
            case "isupper" -> Tests.isCased(text, false);
            case "partition" -> partition(text.indexOf(arguments.text(0, "sep")), false);
            case "rpartition" -> partition(text.lastIndexOf(arguments.text(0, "sep")), true);
            case "zfill" -> zeroFilled();
            case "ljust" -> text + padding();
            case "rjust" -> padding() + text;
            default -> throw new TemplateException("the text method \"" + name + "\" is not supported");
        };
    }

    private boolean all(java.util.function.IntPredicate kind) {
        return !text.isEmpty() && text.codePoints().allMatch(kind);
    }

    private Object affix(java.util.function.Predicate<String> matches) {
        if (arguments.required(0, "affix") instanceof List<?> several) {
            return several.stream().anyMatch(each -> each instanceof String affix && matches.test(affix));
        }
        return matches.test(arguments.text(0, "affix"));
    }

    private List<@Nullable Object> split(boolean fromRight) {
        String separator = arguments.textOrNull(0, "sep");
        int limit = arguments.number(1, "maxsplit", -1);
        if (separator != null && separator.isEmpty()) {
            throw new TemplateException("split: the separator is empty");
        }
        List<String> parts = separator == null ? words(limit, fromRight) : pieces(separator, limit, fromRight);
        budget.elements(parts.size());
        return new ArrayList<>(parts);
    }

    private List<String> pieces(String separator, int limit, boolean fromRight) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (limit < 0 || parts.size() < limit) {
            int at = fromRight ? rest.lastIndexOf(separator) : rest.indexOf(separator);
            if (at < 0) {
                break;
            }
            budget.charge(rest.length());
            String tail = rest.substring(at + separator.length());
            parts.add(fromRight ? tail : rest.substring(0, at));
            rest = fromRight ? rest.substring(0, at) : tail;
        }
        parts.add(rest);
        return fromRight ? parts.reversed() : parts;
    }

    /// Words between white space; what is left when the limit is reached keeps the white space at its far
    /// end.
    private List<String> words(int limit, boolean fromRight) {
        List<String> parts = new ArrayList<>();
        String rest = PythonText.strip(text, null, !fromRight, fromRight);
        while (!rest.isEmpty()) {
            int at = fromRight ? lastSpace(rest) : firstSpace(rest);
            if (at < 0 || (limit >= 0 && parts.size() >= limit)) {
                parts.add(rest);
                break;
            }
            budget.charge(rest.length());
            parts.add(fromRight ? rest.substring(at + 1) : rest.substring(0, at));
            String beyond = fromRight ? rest.substring(0, at) : rest.substring(at);
            rest = PythonText.strip(beyond, null, !fromRight, fromRight);
        }
        return fromRight ? parts.reversed() : parts;
    }

    private static int firstSpace(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (PythonText.isSpace(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static int lastSpace(String text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            if (PythonText.isSpace(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private List<@Nullable Object> splitLines() {
        return new ArrayList<>(text.lines().toList());
    }

    static String replace(String text, String old, String replacement, int count, Budget budget) {
        if (count == 0) {
            return text;
        }
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        int done = 0;
        int at = text.indexOf(old);
        while (at >= 0 && (count < 0 || done < count)) {
            replaced.append(text, from, at).append(replacement);
            from = at + old.length();
            done++;
            budget.text(replaced.length() > Budget.MAX_TEXT ? replaced.length() : replacement.length() + 1L);
            if (old.isEmpty()) {
                if (at >= text.length()) {
                    break;
                }
                replaced.append(text.charAt(at));
                from = at + 1;
                at = at + 1;
            } else {
                at = text.indexOf(old, from);
            }
        }
        replaced.append(text, Math.min(from, text.length()), text.length());
        budget.text(replaced.length());
        return replaced.toString();
    }

    private Object codePointIndex(int at) {
        return at < 0 ? -1L : (long) text.codePointCount(0, at);
    }

    private Object found(int at) {
        if (at < 0) {
            throw new TemplateException("index: the text does not occur");
        }
        return codePointIndex(at);
    }

    private int count(String part) {
        if (part.isEmpty()) {
            return PythonText.length(text) + 1;
        }
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private String join(List<@Nullable Object> elements) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < elements.size(); i++) {
            if (!(elements.get(i) instanceof String part)) {
                throw new TemplateException("join: element " + i + " is no text");
            }
            joined.append(i > 0 ? text : "").append(part);
            budget.text(joined.length() > Budget.MAX_TEXT ? joined.length() : part.length() + text.length());
        }
        return joined.toString();
    }

    private List<@Nullable Object> partition(int at, boolean fromRight) {
        String separator = arguments.text(0, "sep");
        if (at < 0) {
            return new Tuple(fromRight ? List.of("", "", text) : List.of(text, "", ""));
        }
        return new Tuple(List.of(text.substring(0, at), separator, text.substring(at + separator.length())));
    }

    private String padding() {
        String fill = arguments.has(1, "fillchar") ? arguments.text(1, "fillchar") : " ";
        int width = arguments.number(0, "width", 0);
        budget.text(width);
        return fill.repeat(Math.max(0, width - PythonText.length(text)));
    }

    private String zeroFilled() {
        int width = arguments.number(0, "width", 0);
        budget.text(width);
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String zeros = "0".repeat(Math.max(0, width - PythonText.length(text)));
        return signed ? text.charAt(0) + zeros + text.substring(1) : zeros + text;
    }
}
