package parallax.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.runner.ParallaxVersion;

/// The tutorial's commands work as they are written, in an empty folder, on the packaged application.
class TutorialIT {
    @TempDir
    Path folder = Path.of("");

    @Test
    void every_command_of_the_tutorial_ends_well() throws Exception {
        var tutorial = new Tutorial("your-own-ratings.md", folder);
        List<String> commands = tutorial.commands();
        assertTrue(commands.size() >= 5, commands.toString());
        var printed = new ArrayList<String>();
        for (String command : commands) {
            printed.add(tutorial.run(command));
        }
        assertTrue(printed.getFirst().contains("pUnsafe"), printed.getFirst());
        assertTrue(printed.get(2).contains("\"metric\":\"pUnsafe\""), printed.get(2));
        assertTrue(printed.get(2).contains("{\"version\":\"" + ParallaxVersion.text() + "\""), printed.get(2));
        assertTrue(printed.getLast().contains("I1  holds"), printed.getLast());
        assertEquals(
                Files.readAllLines(Tutorial.ROOT.resolve("docs/tutorial/ratings.csv"))
                        .size(),
                Files.readAllLines(folder.resolve("tutorial-export.csv")).size(),
                "as many rows go out as came in");
    }
}
