package parallax.chattemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Builds a template's statements from its tokens. What this engine does not render is refused here, by
/// name, rather than rendered wrong.
final class Parser {
    private final TokenStream in;
    private final ExpressionParser expressions;
    private int loops;

    private Parser(List<Token> tokens) {
        this.in = new TokenStream(tokens);
        this.expressions = new ExpressionParser(in);
    }

    static List<Statement> parse(String template) {
        Parser parser = new Parser(Lexer.tokens(template));
        List<Statement> statements = parser.until(Set.of());
        if (parser.in.peek().kind() != Token.Kind.END) {
            throw parser.in.unexpected("text or a tag");
        }
        return statements;
    }

    /// Statements up to a block tag with one of the names; its `{%` has been read, its name has not.
    private List<Statement> until(Set<String> ends) {
        in.enter();
        List<Statement> statements = new ArrayList<>();
        while (true) {
            switch (in.peek().kind()) {
                case DATA -> statements.add(new Statement.Data(in.take().text()));
                case VARIABLE_BEGIN -> {
                    in.take();
                    statements.add(new Statement.Output(expressions.expressionOrTuple()));
                    in.expect(Token.Kind.VARIABLE_END, "\"}}\"");
                }
                case BLOCK_BEGIN -> {
                    in.take();
                    if (in.peek().kind() == Token.Kind.NAME
                            && ends.contains(in.peek().text())) {
                        in.leave();
                        return statements;
                    }
                    statements.add(block());
                }
                case END -> {
                    if (!ends.isEmpty()) {
                        throw in.unexpected("one of " + ends);
                    }
                    in.leave();
                    return statements;
                }
                case BLOCK_END, VARIABLE_END, NAME, STRING, INTEGER, FLOAT, OPERATOR ->
                    throw in.unexpected("text or a tag");
            }
        }
    }

    private void blockEnd() {
        in.expect(Token.Kind.BLOCK_END, "\"%}\"");
    }

    /// The body up to its end tag, which is read too.
    private List<Statement> body(String end) {
        blockEnd();
        List<Statement> body = standing(Set.of(end));
        in.take();
        blockEnd();
        return body;
    }

    /// Statements that do not depend on a condition, or begin a scope of their own inside one.
    private List<Statement> standing(Set<String> ends) {
        boolean before = expressions.mayFailLater(false);
        List<Statement> statements = until(ends);
        expressions.mayFailLater(before);
        return statements;
    }

    private Statement block() {
        Token keyword = in.expect(Token.Kind.NAME, "a statement");
        return switch (keyword.text()) {
            case "if" -> conditional();
            case "for" -> loop(keyword.line());
            case "set" -> set(keyword.line());
            case "macro" -> new Statement.Macro(in.name(), parameters(), body("endmacro"), keyword.line());
            case "call" -> call(keyword.line());
            case "filter" -> new Statement.FilterBlock(filters(), body("endfilter"));
            case "with" -> new Statement.With(assignments(), body("endwith"));
            case "generation" -> new Statement.Generation(body("endgeneration"));
            case "break" -> loopControl(new Statement.Break(), keyword.line());
            case "continue" -> loopControl(new Statement.Continue(), keyword.line());
            default ->
                throw new TemplateException("line " + keyword.line() + ": the statement \"" + keyword.text()
                        + "\" is not supported in chat templates");
        };
    }

    private Statement conditional() {
        List<Statement.Branch> branches = new ArrayList<>();
        List<Statement> otherwise = List.of();
        boolean before = expressions.mayFailLater(true);
        while (true) {
            Expression condition = expressions.expressionOrTuple();
            blockEnd();
            branches.add(new Statement.Branch(condition, until(Set.of("elif", "else", "endif"))));
            String next = in.take().text();
            if (next.equals("elif")) {
                continue;
            }
            if (next.equals("else")) {
                blockEnd();
                otherwise = until(Set.of("endif"));
                in.take();
            }
            blockEnd();
            expressions.mayFailLater(before);
            return new Statement.If(List.copyOf(branches), otherwise);
        }
    }

    private Statement loop(int line) {
        List<String> targets = new ArrayList<>();
        boolean parenthesised = in.takeOperator("(");
        do {
            targets.add(in.name());
        } while (in.takeOperator(",")
                && in.peek().kind() == Token.Kind.NAME
                && !in.peek().isName("in"));
        if (parenthesised) {
            in.expectOperator(")");
        }
        in.expectName("in");
        Expression iterable = expressions.withoutCondition();
        Expression condition = in.takeName("if") ? expressions.expression() : null;
        if (in.peek().isName("recursive")) {
            throw new TemplateException("line " + line + ": recursive loops are not supported");
        }
        blockEnd();
        loops++;
        List<Statement> body = standing(Set.of("else", "endfor"));
        loops--;
        List<Statement> otherwise = List.of();
        if (in.take().text().equals("else")) {
            otherwise = body("endfor");
        } else {
            blockEnd();
        }
        return new Statement.For(List.copyOf(targets), iterable, condition, body, otherwise, line);
    }

    private Statement loopControl(Statement control, int line) {
        if (loops == 0) {
            throw new TemplateException("line " + line + ": break or continue outside a loop");
        }
        blockEnd();
        return control;
    }

    private Statement set(int line) {
        List<Statement.Target> targets = new ArrayList<>();
        boolean parenthesised = in.takeOperator("(");
        do {
            String name = in.name();
            targets.add(new Statement.Target(name, in.takeOperator(".") ? in.name() : null));
        } while (in.takeOperator(","));
        if (parenthesised) {
            in.expectOperator(")");
        }
        if (in.takeOperator("=")) {
            Expression value = expressions.expressionOrTuple();
            blockEnd();
            return new Statement.Set(List.copyOf(targets), value, line);
        }
        if (targets.size() != 1) {
            throw in.unexpected("\"=\"");
        }
        List<Expression.Filter> filters = in.takeOperator("|") ? filters() : List.of();
        return new Statement.SetBlock(targets.getFirst(), filters, body("endset"), line);
    }

    /// Filters of a block, each applied to an empty text that the block's own text replaces.
    private List<Expression.Filter> filters() {
        List<Expression.Filter> filters = new ArrayList<>();
        do {
            filters.add(expressions.filter(new Expression.Literal(""), in.peek().line()));
        } while (in.takeOperator("|"));
        return List.copyOf(filters);
    }

    private List<Statement.Parameter> parameters() {
        List<Statement.Parameter> parameters = new ArrayList<>();
        in.expectOperator("(");
        while (!in.takeOperator(")")) {
            String name = in.name();
            parameters.add(new Statement.Parameter(name, in.takeOperator("=") ? expressions.expression() : null));
            if (!in.takeOperator(",") && !in.peek().isOperator(")")) {
                throw in.unexpected("\",\" or \")\"");
            }
        }
        return List.copyOf(parameters);
    }

    private Statement call(int line) {
        List<Statement.Parameter> parameters = in.peek().isOperator("(") ? parameters() : List.of();
        if (!(expressions.expression() instanceof Expression.Call call)) {
            throw new TemplateException("line " + line + ": a call block needs a call");
        }
        return new Statement.CallBlock(parameters, call, body("endcall"), line);
    }

    private List<Expression.Named> assignments() {
        List<Expression.Named> assignments = new ArrayList<>();
        while (in.peek().kind() == Token.Kind.NAME) {
            String name = in.name();
            in.expectOperator("=");
            assignments.add(new Expression.Named(name, expressions.expression()));
            if (!in.takeOperator(",")) {
                break;
            }
        }
        return List.copyOf(assignments);
    }
}
