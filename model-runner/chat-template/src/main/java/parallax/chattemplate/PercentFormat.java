package parallax.chattemplate;

import java.util.List;

/// Python's `"…%s…" % values`, for the plain conversions `%s`, `%d`, `%i`, `%r` and `%%`. Others are
/// refused.
final class PercentFormat {
    private PercentFormat() {}

    static String apply(String format, List<?> values, Budget budget) {
        budget.charge(format.length());
        TextBuilder text = new TextBuilder(budget);
        int used = 0;
        for (int at = 0; at < format.length(); at++) {
            char c = format.charAt(at);
            if (c != '%') {
                text.append(format, at, at + 1);
                continue;
            }
            char conversion = ++at < format.length() ? format.charAt(at) : ' ';
            if (conversion == '%') {
                text.append("%");
                continue;
            }
            if ("sdir".indexOf(conversion) < 0) {
                throw new TemplateException("the format \"%" + conversion + "\" is not supported");
            }
            if (used >= values.size()) {
                throw new TemplateException("a format has fewer values than places");
            }
            Object value = values.get(used++);
            text.append(
                    switch (conversion) {
                        case 'r' -> Representation.of(value, budget);
                        case 's' -> PythonValue.text(value, budget);
                        default ->
                            Long.toString(value instanceof Double d ? d.longValue() : PythonValue.integer(value));
                    });
        }
        if (used < values.size()) {
            throw new TemplateException("a format has more values than places");
        }
        return text.toString();
    }
}
