package parallax.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parallax.Verbs;
import parallax.runner.ParallaxVersion;
import picocli.CommandLine;

class VersionTest {
    @Test
    void every_verb_of_the_application_prints_it() {
        Set<String> verbs = new CommandLine(new Verbs()).getSubcommands().keySet();
        assertFalse(verbs.isEmpty());
        for (String verb : verbs) {
            assertEquals("parallax " + ParallaxVersion.text(), printed(verb, "--version"), verb);
        }
        assertEquals("parallax " + ParallaxVersion.text(), printed("--version"));
    }

    private static String printed(String... arguments) {
        var out = new StringWriter();
        assertEquals(
                0, new CommandLine(new Verbs()).setOut(new PrintWriter(out)).execute(arguments));
        return out.toString().strip();
    }
}
