package parallax.chattemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a template computes.
sealed interface Expression {
    record Literal(@Nullable Object value) implements Expression {}

    record Name(String name) implements Expression {}

    record ListOf(List<Expression> elements) implements Expression {}

    record TupleOf(List<Expression> elements) implements Expression {}

    record DictOf(List<Entry> entries) implements Expression {}

    record Entry(Expression key, Expression value) {}

    /// `object.name`: an attribute, else an entry.
    record Attribute(Expression object, String name, int line) implements Expression {}

    /// `object[key]`: an entry, else an attribute.
    record Subscript(Expression object, Expression key, int line) implements Expression {}

    record Slice(
            Expression object,
            @Nullable Expression from,
            @Nullable Expression to,
            @Nullable Expression step,
            int line) implements Expression {}

    record Call(Expression function, Arguments arguments, int line) implements Expression {}

    record Filter(Expression object, String name, Arguments arguments, int line) implements Expression {}

    record Test(Expression object, String name, Arguments arguments, int line) implements Expression {}

    record Not(Expression operand) implements Expression {}

    record Negate(Expression operand, int line) implements Expression {}

    /// Arithmetic and `~`.
    record Arithmetic(String operator, Expression left, Expression right, int line) implements Expression {}

    /// A chain such as `1 <= x < 5`.
    record Comparison(Expression first, List<Link> links, int line) implements Expression {}

    record Link(String operator, Expression operand) {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Conditional(
            Expression condition, Expression yes, @Nullable Expression no) implements Expression {}

    record Arguments(List<Expression> positional, List<Named> named) {
        static final Arguments NONE = new Arguments(List.of(), List.of());
    }

    record Named(String name, Expression value) {}
}
