package parallax.chattemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Carries out a template's statements and collects its text.
final class Renderer {
    /// What ends a body early.
    private enum Exit {
        NONE,
        BREAK,
        CONTINUE
    }

    private final Budget budget;
    private final Evaluator evaluator;
    private TextBuilder out;

    Renderer(Budget budget) {
        this.budget = budget;
        this.evaluator = new Evaluator(budget);
        this.out = new TextBuilder(budget);
    }

    String render(List<Statement> statements, Scope scope) {
        run(statements, scope);
        return out.toString();
    }

    private Exit run(List<Statement> statements, Scope scope) {
        for (Statement statement : statements) {
            Exit exit = run(statement, scope);
            if (exit != Exit.NONE) {
                return exit;
            }
        }
        return Exit.NONE;
    }

    private Exit run(Statement statement, Scope scope) {
        budget.enter();
        Exit exit = carriedOut(statement, scope);
        budget.leave();
        return exit;
    }

    private Exit carriedOut(Statement statement, Scope scope) {
        return switch (statement) {
            case Statement.Data data -> print(data.text());
            case Statement.Output output -> print(evaluator.value(output.value(), scope));
            case Statement.If conditional -> conditional(conditional, scope);
            case Statement.For loop -> loop(loop, scope);
            case Statement.Set set -> set(set, scope);
            case Statement.SetBlock block -> {
                String text = captured(block.body(), new Scope(scope));
                assign(block.target(), filtered(block.filters(), text, scope), scope, block.line());
                yield Exit.NONE;
            }
            case Statement.Macro macro -> {
                scope.set(macro.name(), macro(macro.name(), macro.parameters(), macro.body(), scope));
                yield Exit.NONE;
            }
            case Statement.CallBlock call -> call(call, scope);
            case Statement.FilterBlock block ->
                print(filtered(block.filters(), captured(block.body(), new Scope(scope)), scope));
            case Statement.With with -> {
                Scope inner = new Scope(scope);
                with.variables()
                        .forEach(variable -> inner.set(variable.name(), evaluator.value(variable.value(), scope)));
                yield run(with.body(), inner);
            }
            case Statement.Generation generation -> run(generation.body(), scope);
            case Statement.Break stop -> Exit.BREAK;
            case Statement.Continue next -> Exit.CONTINUE;
        };
    }

    private Exit print(@Nullable Object value) {
        out.append(PythonValue.text(value, budget));
        return Exit.NONE;
    }

    private Exit conditional(Statement.If conditional, Scope scope) {
        for (Statement.Branch branch : conditional.branches()) {
            if (evaluator.isTrue(branch.condition(), scope)) {
                return run(branch.body(), scope);
            }
        }
        return run(conditional.otherwise(), scope);
    }

    private Exit loop(Statement.For loop, Scope scope) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Object element : PythonValue.elements(evaluator.value(loop.iterable(), scope), budget)) {
            if (loop.condition() == null || evaluator.isTrue(loop.condition(), bound(loop, element, scope))) {
                elements.add(element);
            }
        }
        if (elements.isEmpty()) {
            return run(loop.otherwise(), new Scope(scope));
        }
        LoopState state = new LoopState(elements, budget);
        for (int i = 0; i < elements.size(); i++) {
            Scope inner = bound(loop, elements.get(i), scope);
            inner.set("loop", state.at(i));
            if (run(loop.body(), inner) == Exit.BREAK) {
                break;
            }
        }
        return Exit.NONE;
    }

    private Scope bound(Statement.For loop, @Nullable Object element, Scope outer) {
        Scope scope = new Scope(outer);
        spread(loop.targets(), element, loop.line()).forEach(scope::set);
        return scope;
    }

    private Map<String, @Nullable Object> spread(List<String> names, @Nullable Object value, int line) {
        Map<String, @Nullable Object> spread = new LinkedHashMap<>();
        if (names.size() == 1) {
            spread.put(names.getFirst(), value);
            return spread;
        }
        List<@Nullable Object> parts = PythonValue.elements(value, budget);
        if (parts.size() != names.size()) {
            throw new TemplateException(
                    "line " + line + ": " + parts.size() + " values for " + names.size() + " variables");
        }
        for (int i = 0; i < names.size(); i++) {
            spread.put(names.get(i), parts.get(i));
        }
        return spread;
    }

    private Exit set(Statement.Set set, Scope scope) {
        Object value = evaluator.value(set.value(), scope);
        if (set.targets().size() == 1) {
            assign(set.targets().getFirst(), value, scope, set.line());
            return Exit.NONE;
        }
        List<String> names = set.targets().stream().map(Statement.Target::name).toList();
        Map<String, @Nullable Object> spread = spread(names, value, set.line());
        set.targets().forEach(target -> assign(target, spread.get(target.name()), scope, set.line()));
        return Exit.NONE;
    }

    private static void assign(Statement.Target target, @Nullable Object value, Scope scope, int line) {
        if (target.attribute() == null) {
            scope.set(target.name(), value);
        } else if (scope.get(target.name()) instanceof Namespace namespace) {
            namespace.attributes().put(target.attribute(), value);
        } else {
            throw new TemplateException("line " + line + ": only a namespace's attributes can be set, and \""
                    + target.name() + "\" is not one");
        }
    }

    private String captured(List<Statement> body, Scope scope) {
        TextBuilder outside = out;
        out = new TextBuilder(budget);
        run(body, scope);
        String text = out.toString();
        out = outside;
        return text;
    }

    private @Nullable Object filtered(List<Expression.Filter> filters, String text, Scope scope) {
        Object value = text;
        for (Expression.Filter filter : filters) {
            value = evaluator.filter(filter, value, scope);
        }
        return value;
    }

    private Function macro(String name, List<Statement.Parameter> parameters, List<Statement> body, Scope definedIn) {
        return (positional, named) -> {
            if (positional.size() > parameters.size()) {
                throw new TemplateException(
                        "macro " + name + " takes " + parameters.size() + " values, not " + positional.size());
            }
            budget.enter();
            budget.elements(parameters.size());
            Scope scope = new Scope(definedIn);
            Arguments arguments = new Arguments(name, positional, named);
            scope.set("caller", named.containsKey("caller") ? named.get("caller") : new Undefined("caller"));
            for (int i = 0; i < parameters.size(); i++) {
                Statement.Parameter parameter = parameters.get(i);
                Object otherwise = parameter.otherwise() == null
                        ? new Undefined(parameter.name())
                        : evaluator.value(parameter.otherwise(), scope);
                scope.set(parameter.name(), arguments.get(i, parameter.name(), otherwise));
            }
            String text = captured(body, scope);
            budget.leave();
            return text;
        };
    }

    private Exit call(Statement.CallBlock block, Scope scope) {
        Object function = evaluator.value(block.call().function(), scope);
        if (!(function instanceof Function callable)) {
            throw new TemplateException("line " + block.line() + ": a call block needs a macro");
        }
        Arguments arguments = evaluator.arguments("call", block.call().arguments(), scope);
        Map<String, @Nullable Object> named = new LinkedHashMap<>(arguments.named());
        named.put("caller", macro("caller", block.parameters(), block.body(), scope));
        return print(callable.call(arguments.positional(), named));
    }
}
