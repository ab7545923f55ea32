package parallax.island;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bundler only strips types; here they are checked, as strictly as `tsconfig.json` says.
class IslandTypesTest {
    private static TypeCheck check;

    @TempDir
    Path folder;

    @BeforeAll
    static void the_compiler(@TempDir Path tools) throws IOException {
        check = TypeCheck.unpackedInto(tools);
    }

    @Test
    void the_islands_have_no_type_error() throws Exception {
        assertEquals(new Deno.Outcome(0, List.of()), check.of(Path.of(".")));
    }

    @Test
    void a_mistake_in_an_island_is_found_where_it_is() throws Exception {
        Files.copy(Path.of("tsconfig.json"), folder.resolve("tsconfig.json"));
        try (Stream<Path> files = Files.walk(Path.of("web"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(file);
                Files.createDirectories(copy.resolveSibling(""));
                Files.copy(file, copy);
            }
        }
        Path island = folder.resolve("web/templates/judgment/undo.ts");
        int line = Files.readAllLines(island).size() + 1;
        Files.writeString(island, Files.readString(island) + "export const seconds: number = \"ten\";\n");
        Deno.Outcome outcome = check.of(folder);
        assertEquals(1, outcome.lines().size(), () -> outcome.lines().toString());
        assertTrue(
                outcome.lines().getFirst().contains("undo.ts(" + line + ",14): error TS2322"),
                outcome.lines().getFirst());
        assertEquals(2, outcome.status());
    }
}
