package parallax.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.runner.ParallaxVersion;

/// The tutorial's commands work as they are written, in an empty folder, on the packaged application.
class TutorialIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\\n(.*?)```");

    @TempDir
    Path folder = Path.of("");

    @Test
    void every_command_of_the_tutorial_ends_well() throws Exception {
        Files.createSymbolicLink(folder.resolve("parallax"), ROOT.resolve("parallax"));
        Files.createSymbolicLink(folder.resolve("docs"), ROOT.resolve("docs"));
        List<String> commands = commands();
        assertTrue(commands.size() >= 5, commands.toString());
        var printed = new ArrayList<String>();
        for (String command : commands) {
            printed.add(run(command));
        }
        assertTrue(printed.getFirst().contains("pUnsafe"), printed.getFirst());
        assertTrue(printed.get(2).contains("\"metric\":\"pUnsafe\""), printed.get(2));
        assertTrue(printed.get(2).contains("{\"version\":\"" + ParallaxVersion.text() + "\""), printed.get(2));
        assertTrue(printed.getLast().contains("I1  holds"), printed.getLast());
        assertEquals(
                Files.readAllLines(ROOT.resolve("docs/tutorial/ratings.csv")).size(),
                Files.readAllLines(folder.resolve("tutorial-export.csv")).size(),
                "as many rows go out as came in");
    }

    private static List<String> commands() throws IOException {
        String tutorial = Files.readString(ROOT.resolve("docs/tutorial/your-own-ratings.md"));
        return BLOCK.matcher(tutorial)
                .results()
                .flatMap(block -> block.group(1).replaceAll("\\\\\n\\s*", "").lines())
                .filter(line -> !line.isBlank())
                .toList();
    }

    private String run(String command) throws Exception {
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
