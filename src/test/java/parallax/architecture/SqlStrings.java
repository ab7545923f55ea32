package parallax.architecture;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every text in the application's sources as the program would put it together from literals and constants;
/// what only the program knows is an ellipsis. COPY into a named table counts as the statement that it becomes.
final class SqlStrings {
    private static final String UNKNOWN = " … ";

    /// @param room the package below `parallax` in which the text stands
    /// @param line of the source file, for messages
    record Text(String room, String file, long line, String value) {
        String place() {
            return file + ":" + line;
        }
    }

    private SqlStrings() {}

    static List<Text> all() {
        List<Path> sources = Repository.files(".java").stream()
                .filter(path -> Repository.name(path).matches("src/main/java/parallax/[a-z]+/.*"))
                .toList();
        var texts = new ArrayList<Text>();
        SourceTrees.each(sources, (unit, source) -> {
            String file = source.file();
            String room = file.split("/", -1)[4];
            of(unit).forEach((tree, value) -> texts.add(new Text(room, file, source.firstLine(tree), value)));
        });
        return texts;
    }

    /// Texts by the tree that makes them, the largest expression of each.
    private static Map<Tree, String> of(CompilationUnitTree unit) {
        var constants = constants(unit);
        var found = new HashMap<Tree, String>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void scan(Tree tree, Void nothing) {
                if (tree instanceof ExpressionTree expression && isText(expression)) {
                    found.put(expression, value(expression, constants));
                    return null;
                }
                return super.scan(tree, null);
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                if (call.getMethodSelect().toString().equals("CopyTable.into")) {
                    found.put(call, "copy " + value(call.getArguments().get(1), constants));
                }
                return super.visitMethodInvocation(call, null);
            }
        }.scan(unit, null);
        return found;
    }

    private static Map<String, ExpressionTree> constants(CompilationUnitTree unit) {
        var constants = new HashMap<String, ExpressionTree>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree variable, Void nothing) {
                ExpressionTree value = variable.getInitializer();
                if (value != null && isText(value)) {
                    constants.put(variable.getName().toString(), value);
                }
                return super.visitVariable(variable, null);
            }
        }.scan(unit, null);
        return constants;
    }

    private static boolean isText(ExpressionTree expression) {
        return switch (expression) {
            case LiteralTree literal -> literal.getValue() instanceof String;
            case ParenthesizedTree inside -> isText(inside.getExpression());
            case BinaryTree sum
            when sum.getKind() == Tree.Kind.PLUS -> isText(sum.getLeftOperand()) || isText(sum.getRightOperand());
            default -> false;
        };
    }

    private static String value(ExpressionTree expression, Map<String, ExpressionTree> constants) {
        return switch (expression) {
            case LiteralTree literal -> String.valueOf(literal.getValue());
            case ParenthesizedTree inside -> value(inside.getExpression(), constants);
            case BinaryTree sum
            when sum.getKind() == Tree.Kind.PLUS ->
                value(sum.getLeftOperand(), constants) + value(sum.getRightOperand(), constants);
            case IdentifierTree name
            when constants.containsKey(name.getName().toString()) ->
                value(constants.getOrDefault(name.getName().toString(), name), constants);
            default -> UNKNOWN;
        };
    }

    static Stream<Text> of(String room, String... values) {
        return Stream.of(values).map(value -> new Text(room, "a test", 1, value));
    }
}
