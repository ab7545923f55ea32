package parallax.chattemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    static final Set<String> NAMES = Set.of(
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
        Object result = result(name);
        if (result instanceof String made) {
            budget.text(made.length());
        }
        return result;
    }

    private Object result(String name) {
        return switch (name) {
            case "strip" -> strip(Ends.BOTH);
            case "lstrip" -> strip(Ends.LEFT);
            case "rstrip" -> strip(Ends.RIGHT);
            case "split" -> split(false);
            case "rsplit" -> split(true);
            case "splitlines" -> listed(TextSplit.all(text, budget).lines());
            case "startswith" -> affix(text::startsWith);
            case "endswith" -> affix(text::endsWith);
            case "replace" ->
                replace(
                        text,
                        arguments.text(0, "old"),
                        arguments.text(1, "new"),
                        arguments.number(2, "count", -1),
                        budget);
            case "upper" -> LetterCase.upper(text);
            case "lower", "casefold" -> LetterCase.lower(text);
            case "title" -> PythonText.title(text);
            case "capitalize" -> PythonText.capitalize(text);
            case "find" -> codePointIndex(first("sub"));
            case "rfind" -> codePointIndex(last("sub"));
            case "index" -> found(first("sub"));
            case "count" -> (long) count(arguments.text(0, "sub"));
            case "join" -> join(PythonValue.elements(arguments.required(0, "iterable"), budget));
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
            case "islower" -> Tests.isCased(text, LetterCase::lower, budget);
            case "isupper" -> Tests.isCased(text, LetterCase::upper, budget);
            case "partition" -> partition(false);
            case "rpartition" -> partition(true);
            case "zfill" -> zeroFilled();
            case "ljust" -> text + padding();
            case "rjust" -> padding() + text;
            case "format" -> new TextFormat(arguments, budget).of(text);
            default -> throw new TemplateException("the text method \"" + name + "\" is not supported");
        };
    }

    private boolean all(java.util.function.IntPredicate kind) {
        return !text.isEmpty() && text.codePoints().allMatch(kind);
    }

    private Object affix(java.util.function.Predicate<String> matches) {
        if (arguments.required(0, "affix") instanceof List<?> several) {
            return several.stream().anyMatch(each -> each instanceof String affix && isAffix(affix, matches));
        }
        return isAffix(arguments.text(0, "affix"), matches);
    }

    private boolean isAffix(String affix, java.util.function.Predicate<String> matches) {
        budget.charge(affix.length());
        return matches.test(affix);
    }

    private int first(String argument) {
        return Search.first(text, arguments.text(0, argument), budget);
    }

    private int last(String argument) {
        return Search.last(text, arguments.text(0, argument), budget);
    }

    private String strip(Ends ends) {
        return strip(text, arguments.textOrNull(0, "chars"), ends, budget);
    }

    /// Without the characters of a set at its ends; null stands for white space.
    static String strip(String text, @Nullable String characters, Ends ends, Budget budget) {
        if (characters == null) {
            return PythonText.strip(text, ends);
        }
        return PythonText.strip(
                text,
                c -> {
                    budget.charge(characters.length());
                    return characters.indexOf(c) >= 0;
                },
                ends);
    }

    private List<@Nullable Object> split(boolean fromRight) {
        String separator = arguments.textOrNull(0, "sep");
        int limit = arguments.number(1, "maxsplit", -1);
        TextSplit split =
                fromRight ? TextSplit.fromRight(text, limit, budget) : TextSplit.fromLeft(text, limit, budget);
        return listed(separator == null ? split.words() : split.at(separator));
    }

    private static List<@Nullable Object> listed(List<String> parts) {
        return new ArrayList<>(parts);
    }

    static String replace(String text, String old, String replacement, int count, Budget budget) {
        if (count == 0) {
            return text;
        }
        if (old.isEmpty()) {
            return spaced(text, replacement, count, budget);
        }
        TextBuilder replaced = new TextBuilder(budget);
        Search search = Search.forwards(text, old, budget);
        int from = 0;
        int at = search.next();
        for (int done = 0; at >= 0 && (count < 0 || done < count); done++) {
            replaced.append(text, from, at).append(replacement);
            from = at + old.length();
            at = search.next();
        }
        return replaced.append(text, from, text.length()).toString();
    }

    /// With the replacement of "nothing" before every character and at the end.
    private static String spaced(String text, String replacement, int count, Budget budget) {
        TextBuilder spaced = new TextBuilder(budget);
        int at = 0;
        for (int done = 0; count < 0 || done < count; done++) {
            spaced.append(replacement);
            if (at == text.length()) {
                break;
            }
            int end = text.offsetByCodePoints(at, 1);
            spaced.append(text, at, end);
            at = end;
        }
        return spaced.append(text, at, text.length()).toString();
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
        Search search = Search.forwards(text, part, budget);
        int count = 0;
        while (search.next() >= 0) {
            count++;
        }
        return count;
    }

    private String join(List<@Nullable Object> elements) {
        TextBuilder joined = new TextBuilder(budget);
        for (int i = 0; i < elements.size(); i++) {
            if (!(elements.get(i) instanceof String part)) {
                throw new TemplateException("join: element " + i + " is not a text");
            }
            joined.append(i > 0 ? text : "").append(part);
        }
        return joined.toString();
    }

    private List<@Nullable Object> partition(boolean fromRight) {
        String separator = arguments.text(0, "sep");
        if (separator.isEmpty()) {
            throw new TemplateException("partition: the separator is empty");
        }
        int at = fromRight ? last("sep") : first("sep");
        if (at < 0) {
            return new Tuple(fromRight ? List.of("", "", text) : List.of(text, "", ""));
        }
        return new Tuple(List.of(text.substring(0, at), separator, text.substring(at + separator.length())));
    }

    private String padding() {
        String fill = arguments.has(1, "fillchar") ? arguments.text(1, "fillchar") : " ";
        if (PythonText.length(fill) != 1) {
            throw new TemplateException("the fill of a text must be one character");
        }
        return padding(fill);
    }

    private String padding(String fill) {
        int width = Math.max(0, arguments.number(0, "width", 0));
        return new TextBuilder(budget)
                .repeat(fill, Math.max(0, width - PythonText.length(text)))
                .toString();
    }

    private String zeroFilled() {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        return signed ? text.charAt(0) + padding("0") + text.substring(1) : padding("0") + text;
    }
}
