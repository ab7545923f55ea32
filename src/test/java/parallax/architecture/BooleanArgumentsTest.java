package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Nobody reads what `true` means among several arguments: an enum, a factory with a name or a variable says it.
class BooleanArgumentsTest {
    /// Calls of other people's methods, which take a boolean and nothing else, with what it means.
    private static final Map<String, String> OF_LIBRARIES = Map.of(
            "new PrintStream", "writes at every line's end",
            "new PrintWriter", "writes at every line's end",
            "new Semaphore", "who waits longest goes first",
            "put", "a name and its value",
            "tokenizer.encode", "more tokens than the longest text are kept",
            "tokenizer.decode", "special tokens are left out");

    @Test
    void no_boolean_literal_stands_among_several_arguments() {
        var found = new TreeSet<String>();
        var exempt = new TreeSet<String>();
        SourceTrees.each(
                sources(),
                (unit, source) -> new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                        look(call, call.getMethodSelect().toString(), call.getArguments());
                        return super.visitMethodInvocation(call, null);
                    }

                    @Override
                    public Void visitNewClass(NewClassTree call, Void nothing) {
                        look(call, "new " + call.getIdentifier(), call.getArguments());
                        return super.visitNewClass(call, null);
                    }

                    private void look(Tree call, String method, List<? extends ExpressionTree> arguments) {
                        boolean unclear = arguments.size() > 1
                                && arguments.stream().anyMatch(a -> a.getKind() == Tree.Kind.BOOLEAN_LITERAL);
                        if (unclear) {
                            String last = method.substring(method.lastIndexOf('.') + 1);
                            if (OF_LIBRARIES.containsKey(method) || OF_LIBRARIES.containsKey(last)) {
                                exempt.add(OF_LIBRARIES.containsKey(method) ? method : last);
                            } else {
                                found.add(source.file() + ":" + source.firstLine(call) + " " + last);
                            }
                        }
                    }
                }.scan(unit, null));
        assertEquals(Set.of(), found);
        assertEquals(OF_LIBRARIES.keySet(), exempt, "an exemption that nothing needs");
    }

    private static List<Path> sources() {
        var main = new ArrayList<Path>();
        for (Path file : Repository.files(".java")) {
            String name = Repository.name(file);
            if (name.contains("src/main/java/")) {
                main.add(file);
            }
        }
        return main;
    }
}
