package parallax.chattemplate;

import java.util.List;

/// A template's tokens, read from first to last.
final class TokenStream {
    private static final int MAX_DEPTH = 150;

    private final List<Token> tokens;
    private int next;
    private int depth;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token ahead() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token take() {
        Token taken = peek();
        if (taken.kind() != Token.Kind.END) {
            next++;
        }
        return taken;
    }

    boolean takeOperator(String symbol) {
        if (peek().isOperator(symbol)) {
            next++;
            return true;
        }
        return false;
    }

    boolean takeName(String name) {
        if (peek().isName(name)) {
            next++;
            return true;
        }
        return false;
    }

    void expectOperator(String symbol) {
        if (!takeOperator(symbol)) {
            throw unexpected("\"" + symbol + "\"");
        }
    }

    void expectName(String name) {
        if (!takeName(name)) {
            throw unexpected("\"" + name + "\"");
        }
    }

    String name() {
        return expect(Token.Kind.NAME, "a name").text();
    }

    Token expect(Token.Kind kind, String what) {
        if (peek().kind() != kind) {
            throw unexpected(what);
        }
        return take();
    }

    TemplateException unexpected(String wanted) {
        return new TemplateException(
                "line " + peek().line() + ": expected " + wanted + ", found \"" + peek().text() + "\"");
    }

    /// Nested constructs are counted, so that a hostile template cannot exhaust the stack.
    void enter() {
        if (++depth > MAX_DEPTH) {
            throw new TemplateException("line " + peek().line() + ": nested more than " + MAX_DEPTH + " deep");
        }
    }

    void leave() {
        depth--;
    }
}
