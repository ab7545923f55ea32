package parallax.chattemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builds expressions, loosest binding first: conditional, or, and, not, comparison, sum, `~`, product,
/// power, sign.
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> NOT_ARGUMENTS = Set.of("else", "or", "and", "is", "if", "in", "not");

    private final TokenStream in;

    /// Filters and tests that nothing here knows, of the expression that is being read.
    private final List<TemplateException> unknown = new ArrayList<>();

    private int nested;
    private boolean mayFailLater;

    ExpressionParser(TokenStream in) {
        this.in = in;
    }

    /// As in Jinja, a filter or test that nobody knows is an error of the template at once, or only once it
    /// is used: inside a condition or what depends on one.
    ///
    /// @return what held before
    boolean mayFailLater(boolean later) {
        boolean before = mayFailLater;
        mayFailLater = later;
        return before;
    }

    Expression expression() {
        in.enter();
        nested++;
        int known = unknown.size();
        Expression value = or();
        while (in.takeName("if")) {
            Expression condition = or();
            Expression otherwise = in.takeName("else") ? expression() : null;
            value = new Expression.Conditional(condition, value, otherwise);
            unknown.subList(known, unknown.size()).clear();
        }
        nested--;
        in.leave();
        requireKnown();
        return value;
    }

    /// An expression without a trailing `if`, as a loop's iterable.
    Expression withoutCondition() {
        nested++;
        Expression value = or();
        nested--;
        requireKnown();
        return value;
    }

    private void requireKnown() {
        if (nested > 0) {
            return;
        }
        if (!mayFailLater && !unknown.isEmpty()) {
            throw unknown.getFirst();
        }
        unknown.clear();
    }

    /// One expression, or several with commas between them as a tuple.
    Expression expressionOrTuple() {
        Expression first = expression();
        if (!in.peek().isOperator(",")) {
            return first;
        }
        List<Expression> elements = new ArrayList<>(List.of(first));
        while (in.takeOperator(",") && startsExpression()) {
            elements.add(expression());
        }
        return new Expression.TupleOf(elements);
    }

    private boolean startsExpression() {
        return switch (in.peek().kind()) {
            case NAME, STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> Set.of("(", "[", "{", "-", "+").contains(in.peek().text());
            case DATA, BLOCK_BEGIN, BLOCK_END, VARIABLE_BEGIN, VARIABLE_END, END -> false;
        };
    }

    private Expression or() {
        Expression left = and();
        while (in.takeName("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (in.takeName("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        if (!in.takeName("not")) {
            return comparison();
        }
        in.enter();
        Expression operand = not();
        in.leave();
        return new Expression.Not(operand);
    }

    private Expression comparison() {
        int line = in.peek().line();
        Expression first = sum();
        List<Expression.Link> links = new ArrayList<>();
        while (true) {
            if (in.peek().kind() == Token.Kind.OPERATOR
                    && COMPARISONS.contains(in.peek().text())) {
                links.add(new Expression.Link(in.take().text(), sum()));
            } else if (in.takeName("in")) {
                links.add(new Expression.Link("in", sum()));
            } else if (in.peek().isName("not") && in.ahead().isName("in")) {
                in.take();
                in.take();
                links.add(new Expression.Link("not in", sum()));
            } else {
                return links.isEmpty() ? first : new Expression.Comparison(first, links, line);
            }
        }
    }

    private Expression sum() {
        Expression left = concatenation();
        while (in.peek().isOperator("+") || in.peek().isOperator("-")) {
            Token operator = in.take();
            left = new Expression.Arithmetic(operator.text(), left, concatenation(), operator.line());
        }
        return left;
    }

    private Expression concatenation() {
        Expression left = product();
        while (in.peek().isOperator("~")) {
            Token operator = in.take();
            left = new Expression.Arithmetic("~", left, product(), operator.line());
        }
        return left;
    }

    private Expression product() {
        Expression left = power();
        while (in.peek().kind() == Token.Kind.OPERATOR
                && Set.of("*", "/", "//", "%").contains(in.peek().text())) {
            Token operator = in.take();
            left = new Expression.Arithmetic(operator.text(), left, power(), operator.line());
        }
        return left;
    }

    private Expression power() {
        Expression left = signed(true);
        while (in.peek().isOperator("**")) {
            Token operator = in.take();
            left = new Expression.Arithmetic("**", left, signed(true), operator.line());
        }
        return left;
    }

    private Expression signed(boolean withFilters) {
        in.enter();
        Token first = in.peek();
        Expression value;
        if (in.takeOperator("-")) {
            value = new Expression.Negate(signed(false), first.line());
        } else if (in.takeOperator("+")) {
            value = signed(false);
        } else {
            value = primary();
        }
        value = postfix(value);
        if (withFilters) {
            value = filters(value);
        }
        in.leave();
        return value;
    }

    private Expression primary() {
        Token token = in.take();
        return switch (token.kind()) {
            case NAME -> named(token.text());
            case STRING -> new Expression.Literal(strings(token));
            case INTEGER -> new Expression.Literal(integer(token));
            case FLOAT -> new Expression.Literal(Double.parseDouble(token.text()));
            case OPERATOR ->
                switch (token.text()) {
                    case "(" -> parenthesised();
                    case "[" -> list();
                    case "{" -> dict();
                    default -> throw notAValue(token);
                };
            case DATA, BLOCK_BEGIN, BLOCK_END, VARIABLE_BEGIN, VARIABLE_END, END -> throw notAValue(token);
        };
    }

    private static TemplateException notAValue(Token token) {
        return new TemplateException("line " + token.line() + ": expected a value, found \"" + token.text() + "\"");
    }

    private static Expression named(String name) {
        return switch (name) {
            case "true", "True" -> new Expression.Literal(true);
            case "false", "False" -> new Expression.Literal(false);
            case "none", "None" -> new Expression.Literal(null);
            default -> new Expression.Name(name);
        };
    }

    private String strings(Token first) {
        StringBuilder joined = new StringBuilder(first.text());
        while (in.peek().kind() == Token.Kind.STRING) {
            joined.append(in.take().text());
        }
        return joined.toString();
    }

    private static Long integer(Token token) {
        try {
            String text = token.text().toLowerCase(java.util.Locale.ROOT);
            int radix = text.startsWith("0x") ? 16 : text.startsWith("0o") ? 8 : text.startsWith("0b") ? 2 : 10;
            return Long.parseLong(radix == 10 ? text : text.substring(2), radix);
        } catch (NumberFormatException e) {
            throw new TemplateException("line " + token.line() + ": the number " + token.text() + " is too large");
        }
    }

    private Expression parenthesised() {
        if (in.takeOperator(")")) {
            return new Expression.TupleOf(List.of());
        }
        Expression inner = expressionOrTuple();
        in.expectOperator(")");
        return inner;
    }

    private Expression list() {
        List<Expression> elements = new ArrayList<>();
        while (!in.takeOperator("]")) {
            elements.add(expression());
            if (!in.takeOperator(",") && !in.peek().isOperator("]")) {
                throw in.unexpected("\",\" or \"]\"");
            }
        }
        return new Expression.ListOf(elements);
    }

    private Expression dict() {
        List<Expression.Entry> entries = new ArrayList<>();
        while (!in.takeOperator("}")) {
            Expression key = expression();
            in.expectOperator(":");
            entries.add(new Expression.Entry(key, expression()));
            if (!in.takeOperator(",") && !in.peek().isOperator("}")) {
                throw in.unexpected("\",\" or \"}\"");
            }
        }
        return new Expression.DictOf(entries);
    }

    private Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            int line = in.peek().line();
            if (in.takeOperator(".")) {
                Token attribute = in.take();
                value = switch (attribute.kind()) {
                    case NAME -> new Expression.Attribute(value, attribute.text(), line);
                    case INTEGER -> new Expression.Subscript(value, new Expression.Literal(integer(attribute)), line);
                    case DATA, BLOCK_BEGIN, BLOCK_END, VARIABLE_BEGIN, VARIABLE_END, STRING, FLOAT, OPERATOR, END ->
                        throw notAValue(attribute);
                };
            } else if (in.takeOperator("[")) {
                value = subscript(value, line);
            } else if (in.peek().isOperator("(")) {
                value = new Expression.Call(value, arguments(), line);
            } else {
                return value;
            }
        }
    }

    private Expression subscript(Expression object, int line) {
        Expression from = in.peek().isOperator(":") ? null : expression();
        if (in.takeOperator("]")) {
            if (from == null) {
                throw in.unexpected("an index");
            }
            return new Expression.Subscript(object, from, line);
        }
        in.expectOperator(":");
        Expression to = boundary();
        Expression step = in.takeOperator(":") ? boundary() : null;
        in.expectOperator("]");
        return new Expression.Slice(object, from, to, step, line);
    }

    private @Nullable Expression boundary() {
        return in.peek().isOperator(":") || in.peek().isOperator("]") ? null : expression();
    }

    private Expression filters(Expression start) {
        Expression value = start;
        while (true) {
            int line = in.peek().line();
            if (in.takeOperator("|")) {
                value = filter(value, line);
            } else if (in.takeName("is")) {
                value = test(value, line);
            } else if (in.peek().isOperator("(")) {
                value = new Expression.Call(value, arguments(), line);
            } else {
                return value;
            }
        }
    }

    Expression.Filter filter(Expression value, int line) {
        String name = in.name();
        if (!Filters.isKnown(name)) {
            unknown.add(new TemplateException("line " + line + ": the filter \"" + name + "\" is not supported"));
        }
        Expression.Arguments given = in.peek().isOperator("(") ? arguments() : Expression.Arguments.NONE;
        requireKnown();
        return new Expression.Filter(value, name, given, line);
    }

    private Expression test(Expression value, int line) {
        boolean negated = in.takeName("not");
        String name = in.name();
        if (!Tests.NAMES.contains(name)) {
            unknown.add(new TemplateException("line " + line + ": the test \"is " + name + "\" is not supported"));
        }
        Expression.Arguments arguments = Expression.Arguments.NONE;
        if (in.peek().isOperator("(")) {
            arguments = arguments();
        } else if (startsTestArgument()) {
            arguments = new Expression.Arguments(List.of(postfix(primary())), List.of());
        }
        Expression test = new Expression.Test(value, name, arguments, line);
        return negated ? new Expression.Not(test) : test;
    }

    private boolean startsTestArgument() {
        Token token = in.peek();
        return switch (token.kind()) {
            case NAME -> !NOT_ARGUMENTS.contains(token.text());
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> token.text().equals("[") || token.text().equals("{");
            case DATA, BLOCK_BEGIN, BLOCK_END, VARIABLE_BEGIN, VARIABLE_END, END -> false;
        };
    }

    Expression.Arguments arguments() {
        in.expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        List<Expression.Named> named = new ArrayList<>();
        while (!in.takeOperator(")")) {
            if (in.peek().isOperator("*") || in.peek().isOperator("**")) {
                throw new TemplateException(
                        "line " + in.peek().line() + ": spreading arguments with * is not supported");
            }
            if (in.peek().kind() == Token.Kind.NAME && in.ahead().isOperator("=")) {
                String name = in.name();
                in.expectOperator("=");
                named.add(new Expression.Named(name, expression()));
            } else {
                positional.add(expression());
            }
            if (!in.takeOperator(",") && !in.peek().isOperator(")")) {
                throw in.unexpected("\",\" or \")\"");
            }
        }
        return new Expression.Arguments(List.copyOf(positional), List.copyOf(named));
    }
}
