package parallax.chattemplate;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The functions every chat template may call.
final class Globals {
    /// Begins the message when the template itself refuses something.
    static final String RAISED = "the chat template refuses the conversation: ";

    private static final int MAX_RANGE = 100_000;

    private Globals() {}

    static void define(Scope scope, Clock clock, Budget budget) {
        scope.set("range", (Function) (positional, named) -> range(positional, budget));
        scope.set("namespace", (Function) (positional, named) -> {
            Map<String, @Nullable Object> attributes = entries(positional, budget);
            attributes.putAll(named);
            return new Namespace(attributes);
        });
        scope.set("dict", (Function) (positional, named) -> {
            Map<String, @Nullable Object> map = entries(positional, budget);
            map.putAll(named);
            return map;
        });
        scope.set("raise_exception", (Function) (positional, named) -> {
            throw new TemplateException(
                    RAISED + (positional.isEmpty() ? "" : PythonValue.text(positional.getFirst(), budget)));
        });
        scope.set("strftime_now", (Function) (positional, named) -> formatted(
                new Arguments("strftime_now", positional, named).text(0, "format"), LocalDateTime.now(clock), budget));
    }

    private static Map<String, @Nullable Object> entries(List<@Nullable Object> positional, Budget budget) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        if (!positional.isEmpty() && positional.getFirst() instanceof Map<?, ?> map) {
            budget.elements(map.size());
            map.forEach((key, value) -> entries.put(PythonValue.text(key, budget), value));
        }
        return entries;
    }

    private static List<@Nullable Object> range(List<@Nullable Object> bounds, Budget budget) {
        if (bounds.isEmpty() || bounds.size() > 3) {
            throw new TemplateException("range takes one to three whole numbers");
        }
        long from = bounds.size() == 1 ? 0 : PythonValue.integer(bounds.get(0));
        long to = PythonValue.integer(bounds.get(bounds.size() == 1 ? 0 : 1));
        long step = bounds.size() == 3 ? PythonValue.integer(bounds.get(2)) : 1;
        if (step == 0) {
            throw new TemplateException("range with step 0");
        }
        List<@Nullable Object> numbers = new ArrayList<>();
        for (long number = from; step > 0 ? number < to : number > to; number += step) {
            if (numbers.size() >= MAX_RANGE) {
                throw new TemplateException("range has more than " + MAX_RANGE + " numbers");
            }
            budget.elements(1);
            numbers.add(number);
        }
        return numbers;
    }

    /// C's `strftime` in English, for the fields that templates use; others are refused.
    private static String formatted(String format, LocalDateTime now, Budget budget) {
        TextBuilder text = new TextBuilder(budget);
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                text.append(Character.toString(c));
                continue;
            }
            budget.step();
            char field = format.charAt(++i);
            text.append(
                    switch (field) {
                        case 'd' -> two(now.getDayOfMonth());
                        case 'm' -> two(now.getMonthValue());
                        case 'Y' -> Integer.toString(now.getYear());
                        case 'y' -> two(now.getYear() % 100);
                        case 'H' -> two(now.getHour());
                        case 'M' -> two(now.getMinute());
                        case 'S' -> two(now.getSecond());
                        case 'B' -> now.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
                        case 'b' -> now.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
                        case 'A' -> now.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
                        case 'a' -> now.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
                        case 'I' -> two((now.getHour() + 11) % 12 + 1);
                        case 'p' -> now.getHour() < 12 ? "AM" : "PM";
                        case 'j' -> (now.getDayOfYear() < 100 ? "0" : "") + two(now.getDayOfYear());
                        case '%' -> "%";
                        default ->
                            throw new TemplateException("strftime_now: the field %" + field + " is not supported");
                    });
        }
        return text.toString();
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
