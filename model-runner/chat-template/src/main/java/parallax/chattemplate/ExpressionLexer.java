package parallax.chattemplate;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits the inside of a tag into names, literals and operators.
final class ExpressionLexer {
    private static final Pattern NUMBER = Pattern.compile(
            "(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+)|(\\d[\\d_]*)(\\.\\d[\\d_]*)?([eE][+-]?\\d+)?");
    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", ">=", "<=", "+", "-", "*", "/", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",", ";");

    private final String source;
    private final List<Token> tokens;
    private int position;
    private int line;
    private int depth;

    ExpressionLexer(String source, int position, int line, List<Token> tokens) {
        this.source = source;
        this.position = position;
        this.line = line;
        this.tokens = tokens;
    }

    int position() {
        return position;
    }

    int line() {
        return line;
    }

    char readUntil(String end) {
        while (position < source.length()) {
            char c = source.charAt(position);
            if (c == '\n') {
                line++;
                position++;
            } else if (PythonText.isSpace(c)) {
                position++;
            } else if (depth == 0 && source.startsWith(end, position)) {
                position += 2;
                return ' ';
            } else if (depth == 0 && (c == '-' || c == '+') && source.startsWith(end, position + 1)) {
                position += 3;
                return c;
            } else {
                token(c);
            }
        }
        throw new TemplateException("line " + line + ": a tag is not closed by " + end);
    }

    private void token(char c) {
        if (Character.isUnicodeIdentifierStart(c) || c == '_') {
            int start = position;
            while (position < source.length() && Character.isUnicodeIdentifierPart(source.charAt(position))) {
                position++;
            }
            add(Token.Kind.NAME, source.substring(start, position));
        } else if (c >= '0' && c <= '9') {
            number();
        } else if (c == '\'' || c == '"') {
            string(c);
        } else {
            operator();
        }
    }

    private void number() {
        Matcher number = NUMBER.matcher(source).region(position, source.length());
        if (!number.lookingAt()) {
            throw new TemplateException("line " + line + ": not a number");
        }
        position = number.end();
        boolean isFloat = number.group(3) != null || number.group(4) != null;
        add(isFloat ? Token.Kind.FLOAT : Token.Kind.INTEGER, number.group().replace("_", ""));
    }

    private void string(char quote) {
        int start = ++position;
        while (position < source.length() && source.charAt(position) != quote) {
            position += source.charAt(position) == '\\' ? 2 : 1;
        }
        if (position >= source.length()) {
            throw new TemplateException("line " + line + ": a text is not closed by " + quote);
        }
        String body = source.substring(start, position);
        add(Token.Kind.STRING, StringLiteral.unescape(body, line));
        line += (int) body.chars().filter(c -> c == '\n').count();
        position++;
    }

    private void operator() {
        for (String symbol : OPERATORS) {
            if (source.startsWith(symbol, position)) {
                position += symbol.length();
                depth += "([{".contains(symbol) ? 1 : ")]}".contains(symbol) ? -1 : 0;
                add(Token.Kind.OPERATOR, symbol);
                return;
            }
        }
        throw new TemplateException("line " + line + ": unexpected character '" + source.charAt(position) + "'");
    }

    private void add(Token.Kind kind, String text) {
        tokens.add(new Token(kind, text, line));
    }
}
