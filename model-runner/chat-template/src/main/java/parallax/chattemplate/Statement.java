package parallax.chattemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a template does.
sealed interface Statement {
    record Data(String text) implements Statement {}

    record Output(Expression value) implements Statement {}

    record If(List<Branch> branches, List<Statement> otherwise) implements Statement {}

    record Branch(Expression condition, List<Statement> body) {}

    record For(
            List<String> targets,
            Expression iterable,
            @Nullable Expression condition,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {}

    record Set(List<Target> targets, Expression value, int line) implements Statement {}

    /// `{% set x %} … {% endset %}`, with filters applied to the text.
    record SetBlock(Target target, List<Expression.Filter> filters, List<Statement> body, int line)
            implements Statement {}

    /// A variable, or an attribute of a namespace.
    record Target(String name, @Nullable String attribute) {}

    record Macro(String name, List<Parameter> parameters, List<Statement> body, int line) implements Statement {}

    record Parameter(String name, @Nullable Expression otherwise) {}

    /// `{% call macro(…) %} … {% endcall %}`.
    record CallBlock(List<Parameter> parameters, Expression.Call call, List<Statement> body, int line)
            implements Statement {}

    record FilterBlock(List<Expression.Filter> filters, List<Statement> body) implements Statement {}

    record With(List<Expression.Named> variables, List<Statement> body) implements Statement {}

    /// `{% generation %} … {% endgeneration %}`: marks the assistant's own text, which is rendered as
    /// it is.
    record Generation(List<Statement> body) implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}
}
