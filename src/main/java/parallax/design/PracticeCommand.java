package parallax.design;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.study.OneStudyCommand;
import parallax.study.Practice;
import parallax.study.Study;
import parallax.web.Faults;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints what comes before the first item of a study, or sets it.
@Dependent
@Unremovable
@Command(
        name = "practice",
        description = {
            "Prints what comes before the first item of a study, comprehension questions and an item to try, as JSON.",
            "With --set, a file of the same JSON replaces that of a draft; what the file leaves out does not come."
        },
        sortOptions = false)
public class PracticeCommand extends OneStudyCommand {
    @Option(names = "--set", paramLabel = "FILE", description = "what comes before the first item from now on, as JSON")
    @Nullable
    Path file;

    @Inject
    Practice practice;

    @Inject
    Faults faults;

    @Inject
    ObjectMapper json;

    @Override
    protected int carryOut(long studyId) throws IOException {
        if (file == null) {
            out().println(json.writeValueAsString(WrittenPractice.of(Study.findById(studyId), practice)));
            return 0;
        }
        try {
            WrittenPractice written = JsonFile.read(file, WrittenPractice.class, "What comes first");
            PracticeForm form = written.form();
            Map<String, String> problems = form.problems(faults);
            if (!problems.isEmpty()) {
                return refused(String.join("\n", problems.values()));
            }
            return practice.set(studyId, form.plan(), written.version(), Actor.system())
                    ? 0
                    : refused("What comes before the first item can be changed only in a draft.");
        } catch (IllegalArgumentException wrong) {
            return refused(String.valueOf(wrong.getMessage()));
        }
    }
}
