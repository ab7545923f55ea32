package parallax.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What can be checked of the container file without a container engine.
class ContainerFileTest {
    private static final Path HOME = Path.of("..");

    @Test
    void what_it_copies_exists_and_is_let_through_by_the_ignore_file() throws IOException {
        List<String> ignoring = Files.readAllLines(HOME.resolve(".dockerignore"));
        assertEquals("*", ignoring.getFirst());
        List<String> copied = groups("(?m)^COPY (\\S+) \\S+$");
        assertFalse(copied.isEmpty());
        for (String source : copied) {
            assertTrue(Files.exists(HOME.resolve(source)), source);
            assertTrue(ignoring.contains("!" + source), source);
        }
    }

    @Test
    void every_module_of_the_build_is_copied() throws IOException {
        Matcher modules = Pattern.compile("<module>(.*?)</module>").matcher(Files.readString(HOME.resolve("pom.xml")));
        List<String> copied = groups("(?m)^COPY (\\S+) \\S+$");
        int seen = 0;
        while (modules.find()) {
            String module = modules.group(1);
            assertTrue(copied.stream().anyMatch(folder -> (module + "/").startsWith(folder + "/")), module);
            seen++;
        }
        assertTrue(seen >= 3);
    }

    @Test
    void both_stages_have_the_java_release_that_the_code_is_compiled_for() throws IOException {
        Matcher release =
                Pattern.compile("<maven.compiler.release>(\\d+)<").matcher(Files.readString(HOME.resolve("pom.xml")));
        assertTrue(release.find());
        assertEquals(List.of(release.group(1), release.group(1)), groups("(?m)^FROM \\S*eclipse-temurin[:-](\\d+)"));
    }

    @Test
    void it_runs_as_an_ordinary_user_and_holds_no_secret() throws IOException {
        assertEquals(List.of("10001"), groups("(?m)^USER (\\S+)$"));
        assertEquals(List.of(), groups("(?im)^(?:ENV|ARG) .*(password|secret|token)"));
    }

    private static List<String> groups(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(HOME.resolve("Dockerfile")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
