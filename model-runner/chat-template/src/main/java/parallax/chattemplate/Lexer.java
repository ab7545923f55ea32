package parallax.chattemplate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Splits a template into text and tags, with the whitespace rules that chat templates are written for:
/// a block tag swallows the newline after it and the indentation before it.
///
/// @see <a href="https://jinja.palletsprojects.com/en/stable/templates/#whitespace-control">Jinja:
///     whitespace control</a>
final class Lexer {
    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    private boolean lineStarting = true;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String template) {
        String source = template.replace("\r\n", "\n").replace('\r', '\n');
        if (source.endsWith("\n")) {
            source = source.substring(0, source.length() - 1);
        }
        return new Lexer(source).all();
    }

    private List<Token> all() {
        while (position < source.length()) {
            int tag = nextTag(position);
            int end = tag < 0 ? source.length() : tag;
            String text = source.substring(position, end);
            if (tag < 0) {
                data(text, text);
                break;
            }
            char kind = source.charAt(tag + 1);
            char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
            data(text, beforeTag(text, kind, sign));
            position = tag + (sign == '-' || sign == '+' ? 3 : 2);
            switch (kind) {
                case '#' -> comment();
                case '{' -> variable();
                default -> block();
            }
        }
        tokens.add(new Token(Token.Kind.END, "the end of the template", line));
        return tokens;
    }

    private int nextTag(int from) {
        for (int at = source.indexOf('{', from); at >= 0; at = source.indexOf('{', at + 1)) {
            if (at + 1 < source.length() && "{%#".indexOf(source.charAt(at + 1)) >= 0) {
                return at;
            }
        }
        return -1;
    }

    /// What remains of the text before a tag.
    private String beforeTag(String text, char kind, char sign) {
        if (sign == '-') {
            return PythonText.strip(text, Ends.RIGHT);
        }
        if (sign == '+' || kind == '{') {
            return text;
        }
        int lineStart = text.lastIndexOf('\n') + 1;
        boolean onlyIndentation = (lineStart > 0 || lineStarting)
                && text.substring(lineStart).chars().allMatch(PythonText::isSpace);
        return onlyIndentation ? text.substring(0, lineStart) : text;
    }

    private void data(String whole, String kept) {
        if (!kept.isEmpty()) {
            tokens.add(new Token(Token.Kind.DATA, kept, line));
        }
        passed(whole);
    }

    private void passed(String text) {
        line += (int) text.chars().filter(c -> c == '\n').count();
    }

    private void comment() {
        int end = source.indexOf("#}", position);
        if (end < 0) {
            throw new TemplateException("line " + line + ": a comment is not closed");
        }
        passed(source.substring(position, end));
        char sign = end > position ? source.charAt(end - 1) : ' ';
        position = end + 2;
        afterBlock(sign);
    }

    private void variable() {
        tokens.add(new Token(Token.Kind.VARIABLE_BEGIN, "{{", line));
        char sign = expression("}}");
        tokens.add(new Token(Token.Kind.VARIABLE_END, "}}", line));
        afterVariable(sign);
    }

    private void block() {
        if (raw()) {
            return;
        }
        tokens.add(new Token(Token.Kind.BLOCK_BEGIN, "{%", line));
        char sign = expression("%}");
        tokens.add(new Token(Token.Kind.BLOCK_END, "%}", line));
        afterBlock(sign);
    }

    /// Drops the whitespace that the end of a block tag or a comment swallows.
    private void afterBlock(char sign) {
        boolean newline = position < source.length() && source.charAt(position) == '\n';
        if (newline && sign != '-' && sign != '+') {
            swallow(1);
        } else {
            afterVariable(sign);
        }
    }

    /// Drops the whitespace that the end of a variable's tag swallows.
    private void afterVariable(char sign) {
        int space = 0;
        while (sign == '-'
                && position + space < source.length()
                && PythonText.isSpace(source.charAt(position + space))) {
            space++;
        }
        swallow(space);
    }

    private void swallow(int characters) {
        passed(source.substring(position, position + characters));
        position += characters;
        lineStarting = position > 0 && source.charAt(position - 1) == '\n';
    }

    /// `{% raw %} … {% endraw %}`: the text between them as it is.
    private boolean raw() {
        java.util.regex.Matcher open = java.util.regex.Pattern.compile("\\s*raw\\s*([-+]?)%}")
                .matcher(source)
                .region(position, source.length());
        if (!open.lookingAt()) {
            return false;
        }
        java.util.regex.Matcher close = java.util.regex.Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+]?)%}")
                .matcher(source);
        if (!close.find(open.end())) {
            throw new TemplateException("line " + line + ": raw is not closed by endraw");
        }
        passed(source.substring(position, open.end()));
        position = open.end();
        afterBlock(sign(open.group(1)));
        String text = source.substring(Math.min(position, close.start()), close.start());
        data(text, beforeTag(text, '%', sign(close.group(1))));
        position = close.end();
        afterBlock(sign(close.group(2)));
        return true;
    }

    private static char sign(@Nullable String group) {
        return group == null || group.isEmpty() ? ' ' : group.charAt(0);
    }

    /// Reads the tokens of an expression up to its tag's end.
    ///
    /// @return the sign before the end, or a space
    private char expression(String end) {
        ExpressionLexer inner = new ExpressionLexer(source, position, line, tokens);
        char sign = inner.readUntil(end);
        position = inner.position();
        line = inner.line();
        return sign;
    }
}
