package parallax.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// A tutorial's commands, as a reader types them in an empty folder with the packaged application.
///
/// @param page its file in `docs/tutorial`
record Tutorial(String page, Path folder) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\\n(.*?)```");

    List<String> commands() throws IOException {
        Files.createSymbolicLink(folder.resolve("parallax"), ROOT.resolve("parallax"));
        Files.createSymbolicLink(folder.resolve("docs"), ROOT.resolve("docs"));
        String tutorial = Files.readString(ROOT.resolve("docs/tutorial").resolve(page));
        return BLOCK.matcher(tutorial)
                .results()
                .flatMap(block -> block.group(1).replaceAll("\\\\\n\\s*", "").lines())
                .filter(line -> !line.isBlank())
                .toList();
    }

    /// @return what it printed
    String run(String command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"));
        shell.environment().put("PARALLAX_NO_BUILD", "1");
        shell.environment().put("PARALLAX_JAVA_HOME", System.getProperty("java.home"));
        int status = shell.start().waitFor();
        String printed = Files.readString(output);
        assertEquals(0, status, command + "\n" + printed);
        return printed;
    }
}
