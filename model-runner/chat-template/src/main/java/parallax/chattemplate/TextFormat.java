package parallax.chattemplate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Python's `str.format`: fields by place and name with attributes and subscripts, `!s` and `!r`, and the
/// usual specifications of texts, whole numbers and `f`. Others are refused.
///
/// @see <a href="https://docs.python.org/3/library/string.html#format-string-syntax">Format string
///     syntax</a>
final class TextFormat {
    private static final int LONGEST_FIELD = 1000;
    private static final int WIDEST = 10_000;
    private static final Pattern FIELD = Pattern.compile(
            "(?<name>[^!:.\\[]*)(?<path>[^!:]*)(?:!(?<conversion>[a-z]))?(?::(?<spec>.*))?", Pattern.DOTALL);
    private static final Pattern STEP = Pattern.compile("\\.(?<attribute>[^.\\[]+)|\\[(?<subscript>[^\\]]+)\\]");
    private static final Pattern SPEC = Pattern.compile(
            "(?:(?<fill>.)?(?<align>[<>^]))?(?<zero>0)?(?<width>\\d{1,5})?(?<comma>,)?(?:\\.(?<precision>\\d{1,3}))?(?<type>[sdf]?)",
            Pattern.DOTALL);

    private final Arguments arguments;
    private final Budget budget;
    private int next;

    TextFormat(Arguments arguments, Budget budget) {
        this.arguments = arguments;
        this.budget = budget;
    }

    String of(String format) {
        TextBuilder text = new TextBuilder(budget);
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at);
            boolean doubled = at + 1 < format.length() && format.charAt(at + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                text.append(Character.toString(c));
                at += 2;
            } else if (c == '{') {
                int end = format.indexOf('}', at);
                if (end < 0
                        || end - at > LONGEST_FIELD
                        || format.substring(at + 1, end).contains("{")) {
                    throw refused(format.substring(at, Math.min(format.length(), at + 20)));
                }
                text.append(field(format.substring(at + 1, end)));
                at = end + 1;
            } else if (c == '}') {
                throw new TemplateException("format: single \"}\" in the format");
            } else {
                text.append(format, at, at + 1);
                at++;
            }
        }
        return text.toString();
    }

    private static TemplateException refused(String field) {
        return new TemplateException("format: the field \"" + field + "\" is not supported");
    }

    private String field(String field) {
        budget.charge(field.length());
        Matcher parts = FIELD.matcher(field);
        if (!parts.matches()) {
            throw refused(field);
        }
        Object value = value(parts.group("name"));
        Matcher step = STEP.matcher(parts.group("path"));
        int at = 0;
        while (step.lookingAt() || at < parts.group("path").length()) {
            if (!step.lookingAt()) {
                throw refused(field);
            }
            String subscript = step.group("subscript");
            value = subscript == null
                    ? Attributes.attribute(value, step.group("attribute"), budget)
                    : Attributes.item(
                            value, isNumber(subscript) ? (Object) Long.parseLong(subscript) : subscript, budget);
            at = step.end();
            step.region(at, parts.group("path").length());
        }
        String conversion = parts.group("conversion");
        if (conversion != null) {
            value = switch (conversion) {
                case "s" -> PythonValue.text(value, budget);
                case "r" -> Representation.of(value, budget);
                default -> throw refused(field);
            };
        }
        String spec = parts.group("spec");
        return spec == null || spec.isEmpty() ? PythonValue.text(value, budget) : formatted(value, spec);
    }

    private static boolean isNumber(String text) {
        return text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private @Nullable Object value(String name) {
        boolean automatic = name.isEmpty();
        if (!automatic && !isNumber(name)) {
            if (!arguments.named().containsKey(name)) {
                throw new TemplateException("format: there is no argument \"" + name + "\"");
            }
            return arguments.named().get(name);
        }
        int place = automatic ? next++ : Integer.parseInt(name);
        List<@Nullable Object> positional = arguments.positional();
        if (place >= positional.size()) {
            throw new TemplateException("format: there is no argument " + place);
        }
        return positional.get(place);
    }

    private String formatted(@Nullable Object value, String spec) {
        Matcher parts = SPEC.matcher(spec);
        if (!parts.matches()) {
            throw refused(":" + spec);
        }
        boolean isNumber = value instanceof Long || value instanceof Double;
        String text = isNumber ? number(value, parts, spec) : text(value, parts, spec);
        int width = parts.group("width") == null ? 0 : Integer.parseInt(parts.group("width"));
        if (width > WIDEST) {
            throw refused(":" + spec);
        }
        return aligned(text, width, parts, isNumber);
    }

    private String number(@Nullable Object value, Matcher parts, String spec) {
        boolean fixed =
                parts.group("type").equals("f") || (value instanceof Double && parts.group("precision") != null);
        if (parts.group("type").equals("s")
                || (!parts.group("type").equals("f") && parts.group("precision") != null)
                || (value instanceof Double && parts.group("type").equals("d"))) {
            throw refused(":" + spec);
        }
        String digits = PythonValue.text(value, budget);
        if (fixed) {
            int precision = parts.group("precision") == null ? 6 : Integer.parseInt(parts.group("precision"));
            double real =
                    value instanceof Double d ? d : ((Number) java.util.Objects.requireNonNull(value)).doubleValue();
            if (!Double.isFinite(real)) {
                throw refused(":" + spec);
            }
            digits = (real < 0 || 1 / real < 0 ? "-" : "")
                    + new BigDecimal(Math.abs(real))
                            .setScale(precision, RoundingMode.HALF_EVEN)
                            .toPlainString();
        }
        return parts.group("comma") == null ? digits : grouped(digits);
    }

    private static String grouped(String digits) {
        int point = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
        StringBuilder grouped = new StringBuilder(digits);
        int first = digits.startsWith("-") ? 1 : 0;
        for (int at = point - 3; at > first; at -= 3) {
            grouped.insert(at, ',');
        }
        return grouped.toString();
    }

    private String text(@Nullable Object value, Matcher parts, String spec) {
        boolean isText = value instanceof String;
        if (!isText
                || parts.group("comma") != null
                || parts.group("zero") != null
                || !"s".contains(parts.group("type"))) {
            throw refused(":" + spec);
        }
        String text = PythonValue.text(value, budget);
        int length = PythonText.length(text);
        int limit = parts.group("precision") == null ? length : Integer.parseInt(parts.group("precision"));
        return limit < length ? text.substring(0, text.offsetByCodePoints(0, limit)) : text;
    }

    private String aligned(String text, int width, Matcher parts, boolean isNumber) {
        int missing = width - PythonText.length(text);
        if (missing <= 0) {
            return text;
        }
        String align = parts.group("align");
        if (parts.group("zero") != null && align == null) {
            int sign = text.startsWith("-") ? 1 : 0;
            return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
        }
        String given = parts.group("fill");
        String fill = given != null ? given : parts.group("zero") != null ? "0" : " ";
        String side = align != null ? align : isNumber ? ">" : "<";
        int left = switch (side) {
            case "<" -> 0;
            case "^" -> missing / 2;
            default -> missing;
        };
        return new TextBuilder(budget)
                .repeat(fill, left)
                .append(text)
                .repeat(fill, missing - left)
                .toString();
    }
}
