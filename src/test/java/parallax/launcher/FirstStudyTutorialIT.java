package parallax.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plan becomes a study, and the same study on another installation, by the commands of the tutorial as
/// they are written.
class FirstStudyTutorialIT {
    @TempDir
    Path folder = Path.of("");

    @Test
    void every_command_of_the_tutorial_ends_well() throws Exception {
        var tutorial = new Tutorial("your-first-study.md", folder);
        List<String> commands = tutorial.commands();
        assertTrue(commands.size() >= 7, commands.toString());
        var printed = new ArrayList<String>();
        for (String command : commands) {
            printed.add(tutorial.run(command));
        }
        assertTrue(printed.get(0).contains("The plan breaks no rule."), printed.get(0));
        assertTrue(printed.get(1).contains("Study      1\n"), printed.get(1));
        assertTrue(Files.readString(folder.resolve("my-study.yaml")).startsWith("title: Advice on medicines\n"));
        for (String command : commands) {
            if (command.contains(" diff ")) {
                String differences = printed.get(commands.indexOf(command));
                assertEquals(
                        0,
                        differences.lines().filter(line -> line.startsWith("/")).count(),
                        differences);
            }
        }
    }
}
