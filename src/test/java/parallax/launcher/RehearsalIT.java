package parallax.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher starts the packaged application from what packaging rehearsed.
class RehearsalIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder = Path.of("");

    @Test
    void classes_come_from_the_rehearsal() throws Exception {
        String log = started("-Xlog:class+load:file=" + folder.resolve("classes"));
        List<String> classes = Files.readAllLines(folder.resolve("classes"));
        List<String> ours = classes.stream()
                .filter(line -> line.contains("] parallax.verb.") || line.contains("] parallax.Main "))
                .toList();
        assertTrue(!ours.isEmpty(), "no class of ours was loaded: " + log);
        assertEquals(
                List.of(),
                ours.stream()
                        .filter(line -> !line.contains("shared objects file"))
                        .toList(),
                Files.readString(ROOT.resolve("target/launcher/rehearsal.log")));
    }

    @Test
    void a_jvm_that_cannot_use_it_starts_as_well_and_says_nothing() throws Exception {
        assertEquals(started(""), started("-XX:+UseZGC"));
    }

    /// What a verb prints that needs no data.
    private String started(String javaOptions) throws Exception {
        Path output = folder.resolve("output");
        var process = new ProcessBuilder(ROOT.resolve("parallax").toString(), "verify-store", "--help")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"));
        process.environment().put("PARALLAX_NO_BUILD", "1");
        process.environment().put("PARALLAX_JAVA_HOME", System.getProperty("java.home"));
        process.environment().put("PARALLAX_JAVA_OPTS", javaOptions);
        int status = process.start().waitFor();
        String printed = Files.readString(output);
        assertEquals(0, status, printed);
        return printed;
    }
}
