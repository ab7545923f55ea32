package parallax.chattemplate;

/// The value of a quoted text, by Python's escape sequences.
final class StringLiteral {
    private StringLiteral() {}

    static String unescape(String body, int line) {
        if (body.indexOf('\\') < 0) {
            return body;
        }
        StringBuilder value = new StringBuilder();
        for (int at = 0; at < body.length(); at++) {
            char c = body.charAt(at);
            if (c != '\\' || at + 1 == body.length()) {
                value.append(c);
                continue;
            }
            char escaped = body.charAt(++at);
            switch (escaped) {
                case '\n' -> {}
                case '\\', '\'', '"' -> value.append(escaped);
                case 'n' -> value.append('\n');
                case 't' -> value.append('\t');
                case 'r' -> value.append('\r');
                case 'a' -> value.append('\u0007');
                case 'b' -> value.append('\b');
                case 'f' -> value.append('\f');
                case 'v' -> value.append('\u000b');
                case 'x' -> at = codePoint(value, body, at, 2, line);
                case 'u' -> at = codePoint(value, body, at, 4, line);
                case 'U' -> at = codePoint(value, body, at, 8, line);
                case '0', '1', '2', '3', '4', '5', '6', '7' -> at = octal(value, body, at);
                default -> value.append('\\').append(escaped);
            }
        }
        return value.toString();
    }

    private static int codePoint(StringBuilder value, String body, int at, int digits, int line) {
        try {
            value.appendCodePoint(Integer.parseInt(body.substring(at + 1, at + 1 + digits), 16));
            return at + digits;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new TemplateException("line " + line + ": a text has a broken escape \\" + body.charAt(at));
        }
    }

    private static int octal(StringBuilder value, String body, int start) {
        int at = start;
        int code = 0;
        while (at < body.length() && at < start + 3 && body.charAt(at) >= '0' && body.charAt(at) <= '7') {
            code = code * 8 + body.charAt(at++) - '0';
        }
        value.appendCodePoint(code);
        return at - 1;
    }
}
