package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/// The hard stops, and only those: past them a file, method, template or island cannot be read in one go.
class SizesTest {
    private static final int JAVA_FILE = 400;
    private static final int METHOD = 70;
    private static final int RESOURCE = 14;
    private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH");
    private static final int COMPONENTS = 8;
    private static final int TEMPLATE = 120;
    private static final int ISLAND = 200;

    @Test
    void no_java_file_is_longer_than_400_lines() {
        assertEquals(List.of(), longer(built(), JAVA_FILE));
    }

    @Test
    void no_template_is_longer_than_120_lines() {
        assertEquals(List.of(), longer(inside("rater-ui/web/templates", ".html"), TEMPLATE));
    }

    @Test
    void no_island_is_longer_than_200_lines() {
        assertEquals(List.of(), longer(inside("rater-ui/web", ".ts"), ISLAND));
    }

    @Test
    void no_method_is_longer_than_70_lines() {
        var tooLong = new ArrayList<String>();
        SourceTrees.each(
                built(),
                (unit, source) -> new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethod(MethodTree method, Void nothing) {
                        long lines = source.lastLine(method) - source.firstLine(method) + 1;
                        if (lines > METHOD) {
                            tooLong.add(source.file() + " " + method.getName() + ": " + lines + " lines");
                        }
                        return super.visitMethod(method, null);
                    }
                }.scan(unit, null));
        assertEquals(List.of(), tooLong);
    }

    /// A record of more is several: what belongs together in it has a name.
    @Test
    void no_record_has_more_than_8_components() {
        var tooWide = new TreeMap<String, String>();
        SourceTrees.each(
                built(),
                (unit, source) -> new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitClass(ClassTree type, Void nothing) {
                        long components = type.getMembers().stream()
                                .filter(member -> type.getKind() == Tree.Kind.RECORD
                                        && member instanceof VariableTree field
                                        && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                                .count();
                        if (components > COMPONENTS) {
                            tooWide.put(type.getSimpleName().toString(), source.file() + ": " + components);
                        }
                        return super.visitClass(type, null);
                    }
                }.scan(unit, null));
        assertEquals(Map.of(), tooWide);
    }

    /// What a resource does: load, ask the domain, answer. Its signature and what describes it do not count.
    @Test
    void no_resource_does_more_than_14_lines() {
        var tooLong = new ArrayList<String>();
        List<Path> resources = inside("src/main/java", ".java");
        SourceTrees.each(
                resources,
                (unit, source) -> new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethod(MethodTree method, Void nothing) {
                        boolean answers = method.getModifiers().getAnnotations().stream()
                                .anyMatch(a ->
                                        VERBS.contains(a.getAnnotationType().toString()));
                        if (answers && method.getBody() != null) {
                            long lines = source.lastLine(method.getBody()) - source.firstLine(method.getBody()) - 1;
                            if (lines > RESOURCE) {
                                tooLong.add(source.file() + " " + method.getName() + ": " + lines + " lines");
                            }
                        }
                        return super.visitMethod(method, null);
                    }
                }.scan(unit, null));
        assertEquals(List.of(), tooLong);
    }

    /// What Maven builds; the programs in `bench/` stand alone.
    private static List<Path> built() {
        return Repository.files(".java").stream()
                .filter(path -> !Repository.name(path).startsWith("bench/"))
                .toList();
    }

    private static List<Path> inside(String folder, String ending) {
        List<Path> found = Repository.files(ending).stream()
                .filter(path -> Repository.name(path).startsWith(folder))
                .toList();
        assertTrue(!found.isEmpty(), "no " + ending + " in " + folder);
        return found;
    }

    private static List<String> longer(List<Path> files, int stop) {
        return files.stream()
                .filter(path -> Repository.lines(path).size() > stop)
                .map(path ->
                        Repository.name(path) + ": " + Repository.lines(path).size() + " lines")
                .toList();
    }
}
