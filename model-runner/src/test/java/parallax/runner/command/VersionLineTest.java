package parallax.runner.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import parallax.runner.ParallaxVersion;

class VersionLineTest {
    @Test
    void the_version_is_that_of_the_build() throws IOException {
        String pom = Files.readString(Path.of("../pom.xml"));
        assertTrue(pom.contains("<version>" + ParallaxVersion.text() + "</version>"), ParallaxVersion.text());
    }

    @Test
    void every_command_of_this_module_prints_it() {
        List<BiFunction<PrintStream, PrintStream, Object>> commands =
                List.of(GenerateCommand::new, RateCommand::new, ModelCommand::new);
        for (var making : commands) {
            assertEquals("parallax " + ParallaxVersion.text(), printed(making, "--version"));
        }
        for (String verb : List.of("pull", "list", "inspect")) {
            assertEquals("parallax " + ParallaxVersion.text(), printed(ModelCommand::new, verb, "--version"));
        }
    }

    private static String printed(BiFunction<PrintStream, PrintStream, Object> making, String... arguments) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertEquals(0, Commands.run("command", making.apply(out, out), out, out, arguments));
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }
}
