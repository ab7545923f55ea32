package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// The hard stops, and only those: past them a file, method, template or island cannot be read in one go.
class SizesTest {
    private static final int JAVA_FILE = 400;
    private static final int METHOD = 70;
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
    void no_method_is_longer_than_70_lines() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var tooLong = new ArrayList<String>();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources = built();
            var task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    diagnostic -> {},
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethod(MethodTree method, Void nothing) {
                        long lines = line(unit, positions.getEndPosition(unit, method))
                                - line(unit, positions.getStartPosition(unit, method))
                                + 1;
                        if (lines > METHOD) {
                            tooLong.add(
                                    Repository.name(Path.of(unit.getSourceFile().toUri())) + " " + method.getName()
                                            + ": " + lines + " lines");
                        }
                        return super.visitMethod(method, null);
                    }
                }.scan(unit, null);
            }
        }
        assertEquals(List.of(), tooLong);
    }

    /// What Maven builds; the programs in `bench/` stand alone.
    private static List<Path> built() {
        return Repository.files(".java").stream()
                .filter(path -> !Repository.name(path).startsWith("bench/"))
                .toList();
    }

    private static long line(CompilationUnitTree unit, long position) {
        return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
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
