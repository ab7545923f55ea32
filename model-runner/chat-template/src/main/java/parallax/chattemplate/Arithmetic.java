package parallax.chattemplate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Python's operators `+ - * / // % ** ~` on template values.
final class Arithmetic {
    private Arithmetic() {}

    static Object apply(String operator, @Nullable Object left, @Nullable Object right, Budget budget) {
        if (operator.equals("~")) {
            return joined(PythonValue.text(left, budget), PythonValue.text(right, budget), budget);
        }
        if (left instanceof Undefined u) {
            throw u.used();
        }
        if (right instanceof Undefined u) {
            throw u.used();
        }
        if (PythonValue.isNumber(left) && PythonValue.isNumber(right)) {
            return left instanceof Double || right instanceof Double || operator.equals("/")
                    ? real(operator, PythonValue.real(left), PythonValue.real(right))
                    : whole(operator, PythonValue.integer(left), PythonValue.integer(right));
        }
        if (operator.equals("+") && left instanceof String a && right instanceof String b) {
            return joined(a, b, budget);
        }
        if (operator.equals("+") && left instanceof List<?> a && right instanceof List<?> b) {
            budget.elements((long) a.size() + b.size());
            List<@Nullable Object> both = new ArrayList<>(a);
            both.addAll(b);
            return left instanceof Tuple ? new Tuple(both) : both;
        }
        if (operator.equals("*") && left instanceof String text && PythonValue.isInteger(right)) {
            int times = Math.clamp(PythonValue.integer(right), 0, Budget.MAX_TEXT + 1);
            return new TextBuilder(budget).repeat(text, times).toString();
        }
        if (operator.equals("%") && left instanceof String format) {
            return PercentFormat.apply(format, right instanceof Tuple tuple ? tuple : oneOf(right), budget);
        }
        throw new TemplateException("\"" + operator + "\" does not apply to a " + PythonValue.typeName(left) + " and a "
                + PythonValue.typeName(right));
    }

    private static List<@Nullable Object> oneOf(@Nullable Object value) {
        List<@Nullable Object> list = new ArrayList<>();
        list.add(value);
        return list;
    }

    private static String joined(String a, String b, Budget budget) {
        budget.text((long) a.length() + b.length());
        return a + b;
    }

    private static Object whole(String operator, long a, long b) {
        try {
            return switch (operator) {
                case "+" -> Math.addExact(a, b);
                case "-" -> Math.subtractExact(a, b);
                case "*" -> Math.multiplyExact(a, b);
                case "//" -> Math.floorDiv(nonZero(a, b), b);
                case "%" -> Math.floorMod(nonZero(a, b), b);
                case "**" -> power(a, b);
                default -> throw new TemplateException("unknown operator " + operator);
            };
        } catch (ArithmeticException e) {
            throw new TemplateException("an integer grows too large");
        }
    }

    private static long nonZero(long dividend, long divisor) {
        if (divisor == 0) {
            throw new TemplateException("division by zero");
        }
        return dividend;
    }

    private static Object power(long base, long exponent) {
        if (exponent < 0) {
            return Math.pow((double) base, (double) exponent);
        }
        long result = 1;
        if (base == 0 || base == 1 || base == -1) {
            return (base == -1 && exponent % 2 == 0) || exponent == 0 ? 1L : base;
        }
        for (long i = 0; i < exponent; i++) {
            result = Math.multiplyExact(result, base);
        }
        return result;
    }

    private static Object real(String operator, double a, double b) {
        if (b == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
            throw new TemplateException("division by zero");
        }
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "//" -> Math.floor(a / b);
            case "%" -> a - Math.floor(a / b) * b;
            case "**" -> Math.pow(a, b);
            default -> throw new TemplateException("unknown operator " + operator);
        };
    }
}
