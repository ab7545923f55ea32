package parallax.dataset.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as the launcher starts it, on the packaged application.
class AnalyzeStartIT {
    /// What starting the application would load; its log manager is there for commands as well.
    private static final List<String> APPLICATION =
            List.of("io.quarkus.runtime.", "io.quarkus.arc.", "io.vertx.", "org.hibernate.", "org.postgresql.");

    @TempDir
    Path folder = Path.of("");

    @Test
    void analyze_starts_neither_quarkus_nor_the_database() throws Exception {
        Path ratings = Files.writeString(folder.resolve("ratings.csv"), CommandRun.LONG);
        Path loaded = folder.resolve("loaded");
        Path printed = folder.resolve("printed");
        List<String> command = new ArrayList<>(List.of("../parallax", "analyze", ratings.toString()));
        command.addAll(CommandRun.COMMON);
        command.addAll(CommandRun.RATED);
        ProcessBuilder launcher = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .redirectInput(new File("/dev/null"));
        launcher.environment().put("PARALLAX_NO_BUILD", "1");
        launcher.environment().put("PARALLAX_JAVA_HOME", System.getProperty("java.home"));
        launcher.environment().put("PARALLAX_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
        int status = launcher.start().waitFor();
        assertEquals(0, status, Files.readString(printed));
        assertTrue(Files.readString(printed).contains("3 items, 4 raters, 12 answers"), Files.readString(printed));
        try (Stream<String> lines = Files.lines(loaded)) {
            List<String> unwanted = lines.map(line -> line.replaceFirst("^.*\\] ", ""))
                    .filter(name -> APPLICATION.stream().anyMatch(name::startsWith))
                    .toList();
            assertEquals(List.of(), unwanted);
        }
        try (Stream<String> lines = Files.lines(loaded)) {
            assertTrue(lines.anyMatch(line -> line.contains(AnalyzeCommand.class.getName())), "nothing was logged");
        }
    }
}
